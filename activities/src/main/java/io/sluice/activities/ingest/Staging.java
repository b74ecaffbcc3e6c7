package io.sluice.activities.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_millis;

import io.sluice.activities.ingest.StagingColumns.Status;
import io.sluice.activities.ingest.dedup.Decided;
import io.sluice.activities.ingest.dedup.Deciding;
import io.sluice.activities.ingest.dedup.Dedup;
import io.sluice.activities.ingest.late.LateDeliveries;
import io.sluice.activities.ingest.late.LateDelivery;
import io.sluice.activities.ingest.late.LateRows;
import io.sluice.activities.ingest.mend.Mending;
import io.sluice.activities.ingest.rule.GateRowRules;
import io.sluice.activities.ingest.rule.RowChecks;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.Replacement;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.landing.Selection;
import io.sluice.activities.spark.DataFiles;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.Source.LatePolicy;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.ingest.Landed;
import io.sluice.workflows.ingest.StageRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Stages one partition: types, checks and deduplicates a delivery, quarantines, then stages the rest. */
final class Staging {
    private final Lake lake;
    private final WriteAuditPublish candidates;
    private final Source source;
    private final DeliveredRows delivered;
    private final Partition window;
    private final Mending mending;
    private final StageRequest request;
    private final String dataset;

    Staging(Lake lake, Source source, String location, Partition window, Mending mending, StageRequest request) {
        this.lake = lake;
        this.candidates = new WriteAuditPublish(lake);
        this.source = source;
        this.delivered = new DeliveredRows(lake, source, location, window, mending, request);
        this.mending = mending;
        this.window = window;
        this.request = request;
        this.dataset = TableNames.trusted(source.name()).toString();
    }

    Candidate stage(SparkSession session, List<Expectation> expectations) {
        lake.loadOrCreate(TableLayouts.trusted(source));
        String wapId = SummaryKeys.wapId(request.run(), request.attempt());
        Optional<Snapshot> staged = candidates.resume(TableNames.trusted(source.name()), wapId);
        return candidate(staged.orElseGet(() -> stageNow(session, expectations, wapId)));
    }

    private Snapshot stageNow(SparkSession session, List<Expectation> expectations, String wapId) {
        GateRowRules rules = new GateRowRules(source, expectations, request.quarantineRules());
        Table table = lake.load(TableNames.trusted(source.name()));
        List<LateDelivery> taken = new LateDeliveries(table).of(request.partition());
        try (Deciding deciding = new Deciding(new Dedup(source), rules, reading())) {
            Decided decided = deciding.decide(
                    session, checked(session, rules, taken), request.landed().rows(), neighbours(session));
            LateRows late = late(decided.rows());
            StreamedRows streamed = StreamedRows.of(source, table, window);
            List<DataFile> files =
                    DataFiles.write(streamed.joined(session, kept(late.rows())), table, Lake.CATALOG + "." + dataset);
            Counted counted = counted(late.rows(), files, taken, streamed);
            StagedFacts facts = facts(decided, counted, streamed.among(files, counted));
            // Files that nothing names yet are no candidate: rows are in quarantine before there is one.
            new Quarantine(lake, source, request).write(late.rows(), rules, parts(rules, taken), facts.quarantined());
            return candidates.stageReplacement(new Replacement(
                    TableNames.trusted(source.name()),
                    wapId,
                    files,
                    List.of(request.partition()),
                    streamed.base(),
                    summary(facts, counted.first(), late.partitions(), taken)));
        }
    }

    /** What the quarantined rows are a function of. */
    private List<String> parts(GateRowRules rules, List<LateDelivery> taken) {
        List<String> parts = new ArrayList<>(List.of(request.landed().deliveryId(), rules.text()));
        parts.addAll(LateDeliveries.keys(taken));
        parts.addAll(mending.texts());
        return parts;
    }

    /** Where every row is kept, which is the rule, the files say it; how they began is asked of what has no beginning. */
    private Counted counted(
            Dataset<Row> decided, List<DataFile> files, List<LateDelivery> taken, StreamedRows streamed) {
        boolean allKept = Counted.rows(files) == request.landed().rows() && taken.isEmpty() && streamed.base() == null;
        return allKept && Selection.bounded(window)
                ? Counted.allKept(files)
                : Counted.of(decided, request.landed().deliveryId());
    }

    private LateRows late(Dataset<Row> decided) {
        return source.latePolicy() == LatePolicy.CORRECT
                ? LateRows.of(decided, window)
                : new LateRows(decided, List.of());
    }

    private Dataset<Row> checked(SparkSession session, GateRowRules rules, List<LateDelivery> taken) {
        return rules.checkRows(new RowChecks(source, window).check(delivered.typed(session, taken)));
    }

    /** What a fixer answers may differ the next time; late rows are looked at again and again. */
    private Deciding.Reading reading() {
        boolean held = !request.mendings().isEmpty() || source.latePolicy() == LatePolicy.CORRECT;
        return held ? Deciding.Reading.HELD : Deciding.Reading.AGAIN;
    }

    /** Trusted rows of other partitions that may be rows of this delivery; only lateness lets a row be in two. */
    private Optional<Dataset<Row>> neighbours(SparkSession session) {
        Table trusted = lake.load(TableNames.trusted(source.name()));
        if (source.allowedLateness().isZero() || !Selection.bounded(window) || trusted.currentSnapshot() == null) {
            return Optional.empty();
        }
        Column time = col(SystemColumns.EVENT_TIME);
        return Optional.of(session.read()
                .option("snapshot-id", trusted.currentSnapshot().snapshotId())
                .table(Lake.CATALOG + "." + dataset)
                .filter(col(SystemColumns.PARTITION).notEqual(request.partition()))
                .filter(time.geq(timestamp_millis(lit(Selection.earliest(source, window))))
                        .and(time.lt(timestamp_millis(lit(window.end()))))));
    }

    private Dataset<Row> kept(Dataset<Row> decided) {
        List<Column> columns = new ArrayList<>();
        source.schema().forEach(column -> columns.add(Typing.quoted(column.name())));
        columns.add(lit(request.partition()).as(SystemColumns.PARTITION));
        columns.add(col(SystemColumns.EVENT_TIME));
        columns.add(col(SystemColumns.EVENT_ID));
        columns.add(lit(request.run()).as(SystemColumns.RUN));
        columns.add(lit(request.attempt()).as(SystemColumns.ATTEMPT));
        return decided.filter(col(StagingColumns.STATUS).equalTo(Status.KEPT.name()))
                .select(columns.toArray(Column[]::new));
    }

    private StagedFacts facts(Decided decided, Counted counted, long streamed) {
        Map<Status, Long> counts = counted.counts();
        Landed landed = request.landed();
        return new StagedFacts(
                landed.rows() + counted.taken() + streamed,
                counts.getOrDefault(Status.KEPT, 0L) + streamed,
                counts.getOrDefault(Status.REFUSED, 0L),
                counts.getOrDefault(Status.DUPLICATE, 0L),
                counts.getOrDefault(Status.DROPPED, 0L),
                counts.getOrDefault(Status.LATE, 0L),
                counts.getOrDefault(Status.OVERLAP, 0L),
                decided.reused(),
                landed.corruptRows(),
                landed.missingColumns(),
                landed.retypedColumns(),
                landed.newColumns());
    }

    private Map<String, String> summary(
            StagedFacts facts, @Nullable Long first, List<String> late, List<LateDelivery> taken) {
        Map<String, String> summary = new LinkedHashMap<>(facts.summary());
        summary.put(SummaryKeys.RUN, request.run());
        summary.put(SummaryKeys.ATTEMPT, String.valueOf(request.attempt()));
        summary.put(SummaryKeys.DATASET, dataset);
        summary.put(SummaryKeys.PARTITION, request.partition());
        Landed landed = request.landed();
        summary.put(SummaryKeys.INPUTS, landed.table() + "@" + landed.snapshotId());
        if (!Selection.bounded(window)) {
            summary.put(SummaryKeys.EXTRACTED_AT, extractedAt());
            if (first != null) {
                summary.put(SummaryKeys.FIRST_EVENT, String.valueOf(first));
            }
        }
        summary.put(LateDeliveries.DELIVERY, landed.deliveryId());
        summary.putAll(LateDeliveries.brought(source, window, late));
        summary.putAll(LateDeliveries.taken(taken));
        if (!request.mendings().isEmpty()) {
            summary.put(SummaryKeys.MENDS, StagedFacts.json(request.mendings()));
        }
        summary.put(
                "sluice.definition",
                request.source().name() + "@" + request.source().version());
        return summary;
    }

    private String extractedAt() {
        Snapshot landed = lake.load(TableNames.parse(request.landed().table()))
                .snapshot(Long.parseLong(request.landed().snapshotId()));
        long written = Long.parseLong(landed.summary().getOrDefault(SummaryKeys.EXTRACTED_AT, "0"));
        // A file from the future, by whatever clock, was there when it landed.
        return String.valueOf(Math.min(written, landed.timestampMillis()));
    }

    private Candidate candidate(Snapshot staged) {
        StagedFacts facts = StagedFacts.of(staged.summary());
        return new Candidate(
                dataset,
                request.partition(),
                String.valueOf(staged.snapshotId()),
                staged.parentId() == null ? "" : String.valueOf(staged.parentId()),
                request.run(),
                request.attempt(),
                facts.rows(),
                facts.quarantined(),
                facts.duplicates(),
                List.of(request.partition()));
    }
}
