package io.sluice.activities.certify;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.archive.ArchiveColumns;
import io.sluice.activities.ingest.StagedFacts;
import io.sluice.activities.ingest.late.LateDeliveries;
import io.sluice.activities.ingest.reprocess.LeftRows;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.Replacement;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.spark.DataFiles;
import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.Source.LatePolicy;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.certify.CertificationRequest;
import io.sluice.workflows.gate.Candidate;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Stages the accepted rows of one day. It refuses none of them: what is wrong with a single row was decided when it was read. Rows
 * before the cutover that the batch lane has published under the same label stay. Source: contract §8, E3.
 */
final class DayStaging {
    private final Lake lake;
    private final WriteAuditPublish candidates;
    private final Source source;
    private final CertificationRequest request;
    private final Partition day;
    private final TableIdentifier name;
    private final StreamColumns columns;

    DayStaging(Lake lake, Source source, CertificationRequest request) {
        this.lake = lake;
        this.candidates = new WriteAuditPublish(lake);
        this.source = source;
        this.request = request;
        this.day = StreamDays.parse(request.day());
        this.name = TableNames.trusted(source.name());
        this.columns = new StreamColumns(source);
    }

    Candidate stage(SparkSession session, DecidedRows decided) {
        lake.loadOrCreate(TableLayouts.trusted(source));
        String wapId = SummaryKeys.wapId(request.run(), request.attempt());
        return candidate(candidates
                .resume(name, wapId)
                .orElseGet(() -> stageNow(session, decided.between(day.start(), day.end()), ranges(decided), wapId)));
    }

    private static String ranges(DecidedRows decided) {
        return StagedFacts.json(
                decided.rejected().stream().map(RejectedRangeRow::id).sorted().toList());
    }

    private Snapshot stageNow(SparkSession session, Dataset<Row> rows, String rejected, String wapId) {
        Counts counts = counts(rows);
        Table table = lake.load(name);
        @Nullable
        Long base = joins() && table.currentSnapshot() != null
                ? (Long) table.currentSnapshot().snapshotId()
                : null;
        Dataset<Row> staged = staged(rows);
        if (base != null) {
            staged = staged.unionByName(ofBatch(session, base), true);
        }
        List<DataFile> files = DataFiles.write(staged, table, Lake.CATALOG + "." + name);
        long all = files.stream().mapToLong(DataFile::recordCount).sum();
        Map<String, String> summary = summary(table, counts, all - counts.accepted());
        summary.put(SummaryKeys.REJECTED_RANGES, rejected);
        return candidates.stageReplacement(new Replacement(name, wapId, files, List.of(day.label()), base, summary));
    }

    /** Only a source with both lanes can have rows of the other one. */
    private boolean joins() {
        return source.batch() != null && source.cutover() != null;
    }

    private Dataset<Row> ofBatch(SparkSession session, long base) {
        return session.read()
                .option("snapshot-id", base)
                .table(Lake.CATALOG + "." + name)
                .filter(col(SystemColumns.PARTITION).equalTo(day.label()))
                .filter(col(SystemColumns.EVENT_TIME)
                        .lt(timestamp_millis(lit(requireNonNull(source.cutover(), "cutover is null")
                                .toEpochMilli()))));
    }

    private Dataset<Row> staged(Dataset<Row> rows) {
        return rows.filter(DecidedRows.counts())
                .select(columns.selected())
                .withColumn(SystemColumns.PARTITION, lit(day.label()))
                .withColumn(SystemColumns.RUN, lit(request.run()))
                .withColumn(SystemColumns.ATTEMPT, lit(request.attempt()));
    }

    /**
     * What the archive has of the day.
     *
     * @param name of its accepted rows
     * @param reused of them, those whose id comes at another time of the day, too
     */
    private record Counts(Map<Verdict, Long> verdicts, String name, long reused) {
        long of(Verdict verdict) {
            return verdicts.getOrDefault(verdict, 0L);
        }

        long accepted() {
            return of(Verdict.ACCEPTED) + of(Verdict.ADMIT);
        }

        long all() {
            return verdicts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private Counts counts(Dataset<Row> rows) {
        List<Column> aggregates = new ArrayList<>(columns.aggregates(DecidedRows.counts()));
        aggregates.add(
                count(when(DecidedRows.counts().and(col(ArchiveColumns.RECORD).isNotNull()), lit(1))));
        for (Verdict verdict : Verdict.values()) {
            aggregates.add(count(when(col(ArchiveColumns.VERDICT).equalTo(verdict.name()), lit(1))));
        }
        Row seen = rows.agg(
                        aggregates.get(0),
                        aggregates.subList(1, aggregates.size()).toArray(Column[]::new))
                .head();
        requireReadable(seen.getLong(2));
        Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(verdict, seen.getLong(3 + verdict.ordinal()));
        }
        return new Counts(verdicts, StreamColumns.name(seen, 0), reused(rows));
    }

    private void requireReadable(long unreadable) {
        if (unreadable > 0) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Day %s of source %s cannot be certified: %d accepted rows of events.%s do not have the columns of %s, with which the stream was begun; they are kept whole in column _record"
                            .formatted(
                                    day.label(),
                                    source.name(),
                                    unreadable,
                                    source.name(),
                                    request.source().version()),
                    FailureTypes.CONTRACT_VIOLATION);
        }
    }

    /** Identities are accepted once, so the same id of the same keys again is at another time. */
    private long reused(Dataset<Row> rows) {
        List<Column> identity = new ArrayList<>();
        source.partitionBy().forEach(key -> identity.add(Typing.quoted(key)));
        identity.add(col(SystemColumns.EVENT_ID));
        Column times = col("count");
        Row sum = rows.filter(DecidedRows.counts())
                .groupBy(identity.toArray(Column[]::new))
                .count()
                .filter(times.gt(1))
                .agg(coalesce(sum(times), lit(0L)))
                .head();
        return sum.getLong(0);
    }

    private StagedFacts facts(Counts counts, long ofBatch) {
        LatePolicy late = source.latePolicy();
        long lateRows = counts.of(Verdict.LATE);
        return new StagedFacts(
                counts.all() + ofBatch,
                counts.accepted() + ofBatch,
                counts.of(Verdict.INVALID) + counts.of(Verdict.FUTURE) + (late == LatePolicy.QUARANTINE ? lateRows : 0),
                counts.of(Verdict.DUPLICATE),
                counts.of(Verdict.REJECTED) + (late == LatePolicy.DROP ? lateRows : 0),
                late == LatePolicy.CORRECT ? lateRows : 0,
                counts.of(Verdict.OVERLAP),
                counts.reused(),
                0,
                List.of(),
                List.of(),
                List.of());
    }

    private Map<String, String> summary(Table table, Counts counts, long ofBatch) {
        Map<String, String> summary = new LinkedHashMap<>(facts(counts, ofBatch).summary());
        summary.put(SummaryKeys.RUN, request.run());
        summary.put(SummaryKeys.ATTEMPT, String.valueOf(request.attempt()));
        summary.put(SummaryKeys.DATASET, name.toString());
        summary.put(SummaryKeys.PARTITION, day.label());
        summary.put(
                SummaryKeys.INPUTS,
                TableNames.events(source.name()) + "@" + request.archive().snapshotId());
        summary.put(SummaryKeys.STREAM_ROWS, counts.name());
        summary.put(SummaryKeys.ARCHIVED, StagedFacts.json(request.archive().offsets()));
        List<String> times = request.archive().times();
        if (times != null) {
            summary.put(SummaryKeys.ARCHIVED_TIMES, StagedFacts.json(times));
        }
        if (joins()) {
            summary.putAll(new LateDeliveries(table).kept(day.label()));
            summary.putAll(LeftRows.kept(LateDeliveries.newest(table).getOrDefault(day.label(), Map.of())));
        }
        summary.put(
                "sluice.definition",
                request.source().name() + "@" + request.source().version());
        return summary;
    }

    private Candidate candidate(Snapshot staged) {
        StagedFacts facts = StagedFacts.of(staged.summary());
        return new Candidate(
                name.toString(),
                day.label(),
                String.valueOf(staged.snapshotId()),
                staged.parentId() == null ? "" : String.valueOf(staged.parentId()),
                request.run(),
                request.attempt(),
                facts.rows(),
                facts.quarantined(),
                facts.duplicates(),
                List.of(day.label()));
    }
}
