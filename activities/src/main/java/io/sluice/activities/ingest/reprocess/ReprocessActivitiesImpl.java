package io.sluice.activities.ingest.reprocess;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.ingest.IngestActivitiesImpl;
import io.sluice.activities.ingest.IngestDefinitions;
import io.sluice.activities.ingest.Mendings;
import io.sluice.activities.ingest.late.LateDeliveries;
import io.sluice.activities.ingest.rule.GateRowRules;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.Spark;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.reprocess.ReprocessActivities;
import io.sluice.workflows.reprocess.ReprocessPlan;
import io.sluice.workflows.reprocess.ReprocessPlanRequest;
import io.sluice.workflows.reprocess.ReprocessRequest;
import io.sluice.workflows.reprocess.Reprocessed;
import io.sluice.workflows.reprocess.SettleRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;

/** Takes rows out of quarantine, on Spark and Iceberg. */
public final class ReprocessActivitiesImpl implements ReprocessActivities {
    /** How many partitions a plan names. */
    private static final int MOST = 200;

    private final Spark spark;
    private final Lake lake;
    private final IngestDefinitions definitions;
    private final Mendings mendings;
    private final Clock clock;

    public ReprocessActivitiesImpl(Spark spark, Lake lake, IngestDefinitions definitions, Fixers fixers, Clock clock) {
        this.spark = requireNonNull(spark, "spark is null");
        this.lake = requireNonNull(lake, "lake is null");
        this.definitions = requireNonNull(definitions, "definitions is null");
        this.mendings = new Mendings(definitions, fixers);
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public ReprocessPlan planReprocess(ReprocessPlanRequest request) {
        Source source = definitions.source(request.source());
        Optional<Table> trusted = lake.find(TableNames.trusted(source.name()));
        Map<String, Map<String, String>> newest =
                trusted.map(LateDeliveries::newest).orElse(Map.of());
        if (request.partition() != null
                && !newest.containsKey(window(source, request.partition()).label())) {
            throw OpenRows.unpublished(source, request.partition());
        }
        Set<String> unsettled = new QuarantineChange(lake, source.name()).unsettled();
        List<String> open = newest.entrySet().stream()
                .filter(entry -> LeftRows.of(entry.getValue()).rows() > 0
                        || unsettled.contains(entry.getValue().getOrDefault(SummaryKeys.QUARANTINE_CHANGE, "")))
                .map(Map.Entry::getKey)
                .filter(label -> request.partition() == null || label.equals(request.partition()))
                .filter(label -> label.compareTo(request.after()) > 0)
                .sorted()
                .toList();
        return new ReprocessPlan(open.stream().limit(MOST).toList(), open.size() > MOST);
    }

    @Override
    public Reprocessed stageReprocess(ReprocessRequest request) {
        Source source = definitions.source(request.source());
        GateRowRules rules = new GateRowRules(
                source, definitions.expectations(request.source(), request.gate()), request.quarantineRules());
        Judgement judgement = new Judgement(
                source,
                definitions.location(request.source()),
                window(source, request.partition()),
                mendings.of(request.mends(), source),
                rules);
        Reprocessing reprocessing = new Reprocessing(lake, source, judgement, rules, request, clock);
        return spark.run("reprocess " + source.name() + " " + request.partition(), reprocessing::stage);
    }

    @Override
    public void settleReprocess(SettleRequest request) {
        TableIdentifier name = TableNames.parse(request.dataset());
        Table trusted = lake.load(name);
        Snapshot published = trusted.snapshot(Long.parseLong(request.publishedSnapshotId()));
        String change = published == null ? null : published.summary().get(SummaryKeys.QUARANTINE_CHANGE);
        if (change != null) {
            QuarantineChange quarantine = new QuarantineChange(lake, name.name());
            spark.run("release rows of " + name.name(), session -> {
                quarantine.settle(session, Long.parseLong(change));
                return change;
            });
        }
    }

    private static Partition window(Source source, String partition) {
        return IngestActivitiesImpl.window(Objects.requireNonNull(source.batch(), "batch is null"), partition);
    }
}
