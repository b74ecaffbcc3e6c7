package io.sluice.activities.online;

import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.ViewPlan.Input;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Feature.NullPolicy;
import io.sluice.definitions.model.Feature.Update;
import io.sluice.definitions.model.Feature.Window;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Views for tests of the online store, put together by hand. */
public final class TestingViews {
    public static final Duration HOP = Duration.ofHours(1);
    public static final Duration WINDOW = Duration.ofDays(7);

    private TestingViews() {}

    /**
     * The view {@code activity} of customers: {@code orders} counts rows of the source {@code sales} over seven days by the
     * hour, {@code country} is the latest of the source {@code profiles}.
     */
    public static ViewPlan activity(@Nullable Duration ttl, @Nullable Duration freshness) {
        List<Column> key = List.of(new Column("customer", DataType.BIGINT));
        Entity entity = new Entity("customer", key, null, null);
        List<FeaturePlan> features = List.of(
                new FeaturePlan(
                        feature(
                                "orders",
                                "sales",
                                new Window(WINDOW, HOP, Update.HOP),
                                new Aggregation(Aggregation.Kind.COUNT, 0, List.of()),
                                null,
                                new NullPolicy(NullPolicy.Kind.FILL_ZERO, null)),
                        DataType.BIGINT,
                        null,
                        1),
                new FeaturePlan(
                        feature(
                                "country",
                                "profiles",
                                null,
                                null,
                                "country",
                                new NullPolicy(NullPolicy.Kind.FILL, "nowhere")),
                        DataType.STRING,
                        DataType.STRING,
                        0));
        List<SourcePlan> sources = List.of(
                new SourcePlan(source("profiles", key), List.of(new Input(1, List.of(), "country"))),
                new SourcePlan(source("sales", key), List.of(new Input(0, List.of("amount > 0"), null))));
        return new ViewPlan(view("activity", List.of("orders", "country"), ttl, freshness), entity, features, sources);
    }

    /** The view {@code wide}: one latest value of each type, by a key of two columns. */
    public static ViewPlan wide(List<DataType> types) {
        List<Column> keys = List.of(new Column("region", DataType.STRING), new Column("since", DataType.DATE));
        List<FeaturePlan> features = new ArrayList<>();
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            NullPolicy none = new NullPolicy(NullPolicy.Kind.NULL, null);
            features.add(
                    new FeaturePlan(feature("f" + i, "facts", null, null, "x", none), types.get(i), types.get(i), 0));
            inputs.add(new Input(i, List.of(), "x"));
        }
        List<String> names =
                features.stream().map(feature -> feature.feature().name()).toList();
        return new ViewPlan(
                view("wide", names, null, null),
                new Entity("place", keys, null, null),
                features,
                List.of(new SourcePlan(source("facts", keys), inputs)));
    }

    private static View view(String name, List<String> features, @Nullable Duration ttl, @Nullable Duration freshness) {
        return new View(
                name,
                "customer",
                features,
                null,
                ttl,
                View.Materialization.MANUAL,
                freshness,
                null,
                View.Publish.MANUAL,
                List.of(),
                null);
    }

    private static Feature feature(
            String name,
            String source,
            @Nullable Window window,
            @Nullable Aggregation aggregation,
            @Nullable String value,
            NullPolicy nullPolicy) {
        return new Feature(
                name,
                "customer",
                source,
                null,
                List.of(),
                window,
                aggregation,
                value,
                null,
                nullPolicy,
                null,
                6,
                10_000,
                true,
                true,
                null,
                List.of(),
                null);
    }

    private static Source source(String name, List<Column> keys) {
        List<Column> schema = new ArrayList<>(keys);
        schema.add(new Column("at", DataType.TIMESTAMP));
        schema.add(new Column("amount", DataType.INT));
        schema.add(new Column("country", DataType.STRING));
        return new Source(
                name,
                Source.Kind.EVENTS,
                schema,
                "at",
                new EventId(EventId.Kind.CONTENT, List.of()),
                new Source.Batch(Source.Batch.Access.PATH, "csv", "x.csv", Map.of(), Source.Partitioning.DAY),
                null,
                List.of("customer"),
                null,
                Duration.ZERO,
                Source.LatePolicy.QUARANTINE,
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                Duration.ZERO,
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }

    /** The same view with one of its sources a stream. */
    public static ViewPlan streaming(ViewPlan plan, int source) {
        List<SourcePlan> sources = new ArrayList<>(plan.sources());
        SourcePlan batch = sources.get(source);
        Source of = batch.source();
        Source stream = new Source(
                of.name(),
                of.kind(),
                of.schema(),
                of.eventTime(),
                of.eventId(),
                null,
                new Source.Stream("sales", "json", false),
                of.partitionBy(),
                null,
                of.allowedLateness(),
                of.latePolicy(),
                of.idleAfter(),
                of.maxFutureSkew(),
                of.delay(),
                of.pii(),
                null,
                null,
                of.expectations(),
                null,
                null,
                null);
        sources.set(source, new SourcePlan(stream, batch.inputs()));
        return new ViewPlan(plan.view(), plan.entity(), plan.features(), sources);
    }
}
