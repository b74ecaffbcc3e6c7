package io.sluice.activities.ingest.reprocess;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.ingest.StagedFacts;
import io.sluice.activities.ingest.StagingColumns;
import io.sluice.activities.ingest.StagingColumns.Status;
import io.sluice.activities.ingest.rule.GateRowRules;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.Replacement;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.landing.LandingColumns;
import io.sluice.activities.spark.DataFiles;
import io.sluice.activities.spark.SparkTypes;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.reprocess.ReprocessRequest;
import io.sluice.workflows.reprocess.Reprocessed;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.storage.StorageLevel;

/** Judges the open rows of one partition and stages what comes of it: first the change of quarantine, then the candidate. */
final class Reprocessing {
    private static final List<Status> LEAVING = List.of(Status.KEPT, Status.DUPLICATE, Status.DROPPED, Status.OVERLAP);
    /** Passed, duplicates, dropped, still refused. */
    private static final String COUNTS = "sluice.reprocessed";

    private final Lake lake;
    private final Source source;
    private final Judgement judgement;
    private final GateRowRules rules;
    private final ReprocessRequest request;
    private final Clock clock;
    private final WriteAuditPublish candidates;
    private final QuarantineChange change;

    Reprocessing(
            Lake lake, Source source, Judgement judgement, GateRowRules rules, ReprocessRequest request, Clock clock) {
        this.lake = lake;
        this.source = source;
        this.judgement = judgement;
        this.rules = rules;
        this.request = request;
        this.clock = clock;
        this.candidates = new WriteAuditPublish(lake);
        this.change = new QuarantineChange(lake, source.name());
    }

    Reprocessed stage(SparkSession session) {
        String wapId = SummaryKeys.wapId(request.run(), request.attempt());
        return candidates
                .resume(TableNames.trusted(source.name()), wapId)
                .map(this::reprocessed)
                .orElseGet(() -> stageNow(session, wapId));
    }

    private Reprocessed stageNow(SparkSession session, String wapId) {
        OpenRows open = healed(session, OpenRows.of(lake, source, request.partition()));
        if (!open.any()) {
            return new Reprocessed(null, 0, 0, 0, 0);
        }
        requireSameTypes(open.trusted(session));
        Dataset<Row> rows = open.rows(lake, session).persist(StorageLevel.MEMORY_AND_DISK());
        // Read several times: counted, written to quarantine and staged must be the same rows.
        Dataset<Row> decided =
                judgement.of(session, open, rows.filter(open.isOpen())).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return stage(session, wapId, open, rows, decided);
        } finally {
            decided.unpersist();
            rows.unpersist();
        }
    }

    private Reprocessed stage(
            SparkSession session, String wapId, OpenRows open, Dataset<Row> rows, Dataset<Row> decided) {
        Counts counts = Counts.of(rows.filter(open.isOpen()), decided);
        Optional<Long> staged = stageChange(open, rows, decided);
        if (counts.passed() == 0 && request.attempt() == 1) {
            // Nothing to publish: what is a duplicate of a trusted row may leave at once, and reasons are those of
            // today.
            staged.ifPresent(id -> change.settle(session, id));
            return new Reprocessed(null, 0, counts.duplicates(), counts.dropped(), counts.refused());
        }
        Table trusted = lake.loadOrCreate(TableLayouts.trusted(source));
        List<DataFile> files =
                DataFiles.write(content(session, open, decided), trusted, Lake.CATALOG + "." + trustedName());
        return reprocessed(candidates.stageReplacement(new Replacement(
                TableNames.trusted(source.name()),
                wapId,
                files,
                List.of(request.partition()),
                open.trusted(),
                summary(open, counts, staged))));
    }

    /** An earlier run may have died between its publication and what that means for quarantine. */
    private OpenRows healed(SparkSession session, OpenRows open) {
        String unsettled = open.summary().get(SummaryKeys.QUARANTINE_CHANGE);
        if (unsettled == null) {
            return open;
        }
        change.settle(session, Long.parseLong(unsettled));
        return OpenRows.of(lake, source, request.partition());
    }

    /** What is published was typed by the columns of then. One that is new since has no value in those rows. */
    private void requireSameTypes(Dataset<Row> trusted) {
        for (io.sluice.definitions.model.Column column : source.schema()) {
            if (!List.of(trusted.columns()).contains(column.name())) {
                continue;
            }
            DataType published = trusted.schema().apply(column.name()).dataType();
            if (!published.sameType(SparkTypes.of(column.type()))) {
                throw ApplicationFailure.newNonRetryableFailure(
                        "Column %s of source %s is a %s now, but what is published of partition %s has it as %s: its rows cannot leave quarantine until the partition is ingested again"
                                .formatted(
                                        column.name(),
                                        source.name(),
                                        column.type(),
                                        request.partition(),
                                        published.simpleString()),
                        FailureTypes.CONTRACT_VIOLATION);
            }
        }
    }

    /** Empty when quarantine stays as it is. */
    private Optional<Long> stageChange(OpenRows open, Dataset<Row> rows, Dataset<Row> decided) {
        Dataset<Row> verdicts = decided.select(
                col(LandingColumns.DELIVERY).as("_v_delivery"),
                col(LandingColumns.FILE).as("_v_file"),
                col(LandingColumns.POSITION).as("_v_position"),
                col(StagingColumns.STATUS).as("_v_status"),
                col(StagingColumns.RULES).as("_v_rules"),
                rules.severity().as("_v_severity"),
                rules.reason().as("_v_reason"));
        Dataset<Row> judged = rows.join(
                verdicts,
                col(LandingColumns.DELIVERY)
                        .equalTo(col("_v_delivery"))
                        .and(col(LandingColumns.FILE).equalTo(col("_v_file")))
                        .and(col(LandingColumns.POSITION).equalTo(col("_v_position")))
                        .and(open.isOpen()),
                "left_outer");
        Column refused = col("_v_status").equalTo(Status.REFUSED.name());
        Column another = refused.and(col("_v_rules")
                .notEqual(col(StagingColumns.RULES))
                .or(col("_v_reason").notEqual(col(StagingColumns.REASON))));
        if (judged.filter(leaving("_v_status").or(another)).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(change.stage(open, rows, marked(judged, refused)));
    }

    private Dataset<Row> marked(Dataset<Row> judged, Column refused) {
        Column leaving = leaving("_v_status");
        Column as =
                when(col("_v_status").equalTo(Status.KEPT.name()), "trusted").otherwise(lower(col("_v_status")));
        Dataset<Row> marked = judged;
        for (String column : List.of(StagingColumns.RULES, StagingColumns.SEVERITY, StagingColumns.REASON)) {
            marked = marked.withColumn(column, when(refused, col("_v" + column)).otherwise(col(column)));
        }
        return marked.withColumn("_released_as", when(leaving, as).otherwise(col("_released_as")))
                .withColumn("_released_run", when(leaving, request.run()).otherwise(col("_released_run")))
                .withColumn(
                        "_released_attempt", when(leaving, request.attempt()).otherwise(col("_released_attempt")))
                .withColumn("_released_at", when(leaving, lit(clock.instant())).otherwise(col("_released_at")))
                .drop("_v_delivery", "_v_file", "_v_position", "_v_status", "_v_rules", "_v_severity", "_v_reason");
    }

    private static Column leaving(String status) {
        return coalesce(col(status).isin(LEAVING.stream().map(Status::name).toArray()), lit(false));
    }

    /** What is published, row by row and column by column as it is, and the rows that pass. */
    private Dataset<Row> content(SparkSession session, OpenRows open, Dataset<Row> decided) {
        List<Column> columns = new ArrayList<>();
        source.schema().forEach(column -> columns.add(Typing.quoted(column.name())));
        for (String name : List.of(
                SystemColumns.PARTITION,
                SystemColumns.EVENT_TIME,
                SystemColumns.EVENT_ID,
                SystemColumns.RUN,
                SystemColumns.ATTEMPT)) {
            columns.add(col(name));
        }
        Dataset<Row> passed = decided.filter(col(StagingColumns.STATUS).equalTo(Status.KEPT.name()))
                .withColumn(SystemColumns.PARTITION, lit(request.partition()))
                .withColumn(SystemColumns.RUN, lit(request.run()))
                .withColumn(SystemColumns.ATTEMPT, lit(request.attempt()));
        return open.published(session)
                .unionByName(passed.select(columns.toArray(Column[]::new)), true)
                .sortWithinPartitions(SystemColumns.EVENT_TIME, SystemColumns.EVENT_ID);
    }

    /** All that the publication says about the delivery still holds; what was wrong with its files was judged then. */
    private Map<String, String> summary(OpenRows open, Counts counts, Optional<Long> staged) {
        Map<String, String> summary = new LinkedHashMap<>();
        open.summary().forEach((key, value) -> {
            if (key.startsWith(SummaryKeys.OURS)) {
                summary.put(key, value);
            }
        });
        summary.remove(SummaryKeys.DECISIONS);
        summary.remove(SummaryKeys.QUARANTINE_CHANGE);
        summary.remove(SummaryKeys.QUARANTINE_KEPT);
        summary.putAll(counts.facts(StagedFacts.of(open.summary())).summary());
        summary.put(COUNTS, StagedFacts.json(counts.texts()));
        summary.put(SummaryKeys.RUN, request.run());
        summary.put(SummaryKeys.ATTEMPT, String.valueOf(request.attempt()));
        summary.put(SummaryKeys.QUARANTINE_OF, open.origin());
        staged.ifPresent(id -> summary.put(SummaryKeys.QUARANTINE_CHANGE, String.valueOf(id)));
        summary.put(
                SummaryKeys.INPUTS,
                "%s@%d,%s@%d"
                        .formatted(
                                trustedName(),
                                open.trusted(),
                                TableNames.quarantine(source.name()),
                                open.quarantine()));
        Set<String> mends = new LinkedHashSet<>(StagedFacts.list(summary, SummaryKeys.MENDS));
        mends.addAll(request.mends());
        if (!mends.isEmpty()) {
            summary.put(SummaryKeys.MENDS, StagedFacts.json(List.copyOf(mends)));
        }
        return summary;
    }

    private String trustedName() {
        return TableNames.trusted(source.name()).toString();
    }

    private Reprocessed reprocessed(Snapshot staged) {
        StagedFacts facts = StagedFacts.of(staged.summary());
        Counts counts = Counts.of(StagedFacts.list(staged.summary(), COUNTS));
        Candidate candidate = new Candidate(
                trustedName(),
                request.partition(),
                String.valueOf(staged.snapshotId()),
                staged.parentId() == null ? "" : String.valueOf(staged.parentId()),
                request.run(),
                request.attempt(),
                facts.rows(),
                facts.quarantined(),
                facts.duplicates(),
                List.of(request.partition()));
        return new Reprocessed(candidate, counts.passed(), counts.duplicates(), counts.dropped(), counts.refused());
    }
}
