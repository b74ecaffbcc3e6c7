package io.sluice.activities.release;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.Publication;
import io.sluice.activities.lake.Replacement;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.ComparisonRow;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.View;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.ViewSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/** A view {@code spend} over a daily source {@code orders}, published into a real lake without Spark. */
public final class TestingView {
    public static final ViewSettings VIEW = new ViewSettings(
            new DefinitionRef("view", "spend", "v1", "f00d"),
            "implicit",
            "views.spend_v1",
            List.of(),
            5,
            false,
            false,
            14);

    private final Lake lake;
    private final SystemTables tables;
    private final ViewPlan plan;

    public TestingView(Lake lake, Source source) {
        this(lake, source, plan(source));
    }

    private TestingView(Lake lake, Source source, ViewPlan plan) {
        this.lake = lake;
        this.tables = new SystemTables(lake);
        this.plan = plan;
        lake.loadOrCreate(TableLayouts.trusted(source));
        lake.loadOrCreate(TableLayouts.view(plan, "v1"));
    }

    /** A view of one lifetime. */
    static TestingView ofLifetime(Lake lake, Source source) {
        Feature ever = feature("ever", new Feature.Window(null, Duration.ofDays(1), Feature.Update.HOP));
        return new TestingView(lake, source, plan(source, ever));
    }

    public static Source source(Duration lateness, Duration delay, Source.Kind kind) {
        return source(lateness, delay, kind, Source.Partitioning.DAY);
    }

    static Source unpartitioned() {
        return source(Duration.ZERO, Duration.ZERO, Source.Kind.EVENTS, Source.Partitioning.NONE);
    }

    private static Source source(
            Duration lateness, Duration delay, Source.Kind kind, Source.Partitioning partitioning) {
        return new Source(
                "orders",
                kind,
                List.of(
                        new Column("customer", DataType.STRING),
                        new Column("at", DataType.TIMESTAMP),
                        new Column("amount", DataType.BIGINT)),
                "at",
                new EventId(EventId.Kind.CONTENT, List.of()),
                new Source.Batch(Source.Batch.Access.PATH, "csv", "orders", Map.of(), partitioning),
                null,
                List.of("customer"),
                null,
                lateness,
                Source.LatePolicy.QUARANTINE,
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                delay,
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }

    /** The same with a declared beginning. */
    public static Source beginning(Source source, Instant historyFrom) {
        return new Source(
                source.name(),
                source.kind(),
                source.schema(),
                source.eventTime(),
                source.eventId(),
                source.batch(),
                source.stream(),
                source.partitionBy(),
                source.cutover(),
                source.allowedLateness(),
                source.latePolicy(),
                source.idleAfter(),
                source.maxFutureSkew(),
                source.delay(),
                source.pii(),
                source.retention(),
                source.schedule(),
                source.expectations(),
                source.gate(),
                source.owner(),
                historyFrom);
    }

    public static ViewPlan plan(Source source) {
        Feature feature =
                feature("spend_2d", new Feature.Window(Duration.ofDays(2), Duration.ofHours(1), Feature.Update.HOP));
        return plan(source, feature);
    }

    public static ViewPlan plan(Source source, Feature... features) {
        return plan(
                "spend",
                source,
                Stream.of(features)
                        .map(feature -> new ViewPlan.FeaturePlan(feature, DataType.BIGINT, DataType.BIGINT, 0))
                        .toList());
    }

    /** A view over one source: features of one entity, whose key is called as it is, and of one column. */
    public static ViewPlan plan(String name, Source source, List<ViewPlan.FeaturePlan> features) {
        Feature first = features.get(0).feature();
        View view = new View(
                name,
                first.entity(),
                features.stream().map(plan -> plan.feature().name()).toList(),
                null,
                null,
                View.Materialization.MANUAL,
                null,
                null,
                List.of(),
                null);
        return new ViewPlan(
                view,
                new Entity(first.entity(), List.of(new Column(first.entity(), DataType.STRING)), null, null),
                features,
                List.of(new ViewPlan.SourcePlan(source, List.of(new ViewPlan.Input(0, List.of(), first.value())))));
    }

    public static Feature feature(String name, Feature.@Nullable Window window) {
        return feature(name, window, null);
    }

    public static Feature feature(String name, Feature.@Nullable Window window, @Nullable Duration ttl) {
        return sum(name, "customer", "orders", "amount", window, ttl);
    }

    /** The sum of a column over a window; without one its last value. */
    public static Feature sum(
            String name,
            String entity,
            String source,
            String value,
            Feature.@Nullable Window window,
            @Nullable Duration ttl) {
        return new Feature(
                name,
                entity,
                source,
                null,
                List.of(),
                window,
                window == null ? null : new Aggregation(Aggregation.Kind.SUM, 0, List.of()),
                value,
                null,
                new Feature.NullPolicy(Feature.NullPolicy.Kind.NULL, null),
                ttl,
                6,
                10_000,
                true,
                true,
                null,
                List.of(),
                null);
    }

    public PinnedViews pinned() {
        return new PinnedViews() {
            @Override
            public ViewPlan plan(ViewSettings view) {
                return plan;
            }

            @Override
            public List<DefinitionRef> definitions(ViewSettings view) {
                return List.of(view.view(), new DefinitionRef("source", "orders", "v1", "beef"));
            }
        };
    }

    /** Publishes partitions of the source, each through a gate that ended as told. */
    public void publishSource(String outcome, String... labels) {
        for (String label : labels) {
            publish(TableNames.trusted("orders"), label, List.of(label), Map.of(), outcome);
        }
    }

    /** Publishes an export of an unpartitioned source. */
    void publishExport(String firstEvent, String extractedAt) {
        publish(
                TableNames.trusted("orders"),
                "all",
                List.of("all"),
                Map.of(SummaryKeys.FIRST_EVENT, millis(firstEvent), SummaryKeys.EXTRACTED_AT, millis(extractedAt)),
                "PASS");
    }

    private static String millis(String instant) {
        return String.valueOf(Instant.parse(instant).toEpochMilli());
    }

    /** Publishes days of the view, computed from the source as it is. */
    public void publishView(String outcome, String... days) {
        publishViewFrom(
                lake.load(TableNames.trusted("orders")).currentSnapshot().snapshotId(), outcome, days);
    }

    /** Publishes days of the view, computed from the source as it was. */
    void publishViewFrom(long input, String outcome, String... days) {
        publish(
                TableNames.parse("views.spend_v1"),
                days[0] + ".." + days[days.length - 1],
                List.of(days),
                Map.of(SummaryKeys.INPUTS, "trusted.orders@" + input),
                outcome);
    }

    /** Records that days of the view are what the source gives. */
    void compare(Snapshot view, Snapshot source, String... days) {
        tables.comparisons()
                .append(
                        "test/" + source.snapshotId() + List.of(days),
                        List.of(new ComparisonRow(
                                "views.spend_v1",
                                String.valueOf(view.snapshotId()),
                                view.sequenceNumber(),
                                List.of("trusted.orders@" + source.snapshotId()),
                                List.of(days))));
    }

    private void publish(
            TableIdentifier table,
            String candidate,
            List<String> partitions,
            Map<String, String> summary,
            String outcome) {
        WriteAuditPublish publishing = new WriteAuditPublish(lake);
        String wapId =
                table + "/" + candidate + "/" + lake.load(table).history().size() + "/1";
        Snapshot staged = publishing.stageReplacement(new Replacement(table, wapId, List.of(), partitions, summary));
        Publication published = publishing.publish(table, staged.snapshotId(), Map.of());
        String id = String.valueOf(staged.snapshotId());
        tables.gateResults().append("result/" + wapId, List.of(judged(table, candidate, id, outcome)));
        tables.partitions()
                .append(
                        "ledger/" + wapId,
                        partitions.stream()
                                .map(partition -> ledger(table, partition, candidate, id, published, wapId, outcome))
                                .toList());
    }

    private static GateResultRow judged(TableIdentifier table, String candidate, String snapshotId, String outcome) {
        return new GateResultRow(
                "g",
                "v1",
                table.toString(),
                candidate,
                snapshotId,
                1,
                outcome,
                "",
                List.of(),
                null,
                "hash",
                "",
                "ana",
                "why",
                List.of(),
                Instant.EPOCH);
    }

    private static PartitionRow ledger(
            TableIdentifier table,
            String partition,
            String candidate,
            String snapshotId,
            Publication published,
            String wapId,
            String outcome) {
        return new PartitionRow(
                table.toString(),
                partition,
                candidate,
                PartitionRow.PUBLISHED,
                snapshotId,
                "",
                String.valueOf(published.snapshotId()),
                published.sequence(),
                wapId,
                1,
                1,
                0,
                0,
                0,
                0,
                "source/orders/v1",
                "beef",
                "g",
                outcome,
                "hash",
                "w",
                null,
                Instant.EPOCH);
    }
}
