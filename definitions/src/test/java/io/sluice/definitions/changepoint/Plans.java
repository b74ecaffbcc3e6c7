package io.sluice.definitions.changepoint;

import io.sluice.definitions.aggregation.Aggregations;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.ViewPlan.Input;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.expression.DerivedExpression;
import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Feature.NullPolicy;
import io.sluice.definitions.model.Feature.Window;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds view plans by hand. */
public final class Plans {
    public static final NullPolicy NULL = new NullPolicy(NullPolicy.Kind.NULL, null);
    public static final NullPolicy ZERO = new NullPolicy(NullPolicy.Kind.FILL_ZERO, null);

    private final List<Source> sources = new ArrayList<>();
    private final List<List<Input>> inputs = new ArrayList<>();
    private final List<FeaturePlan> features = new ArrayList<>();

    public static NullPolicy fill(String literal) {
        return new NullPolicy(NullPolicy.Kind.FILL, literal);
    }

    public static Aggregation aggregation(Aggregation.Kind kind) {
        return new Aggregation(kind, 0, List.of());
    }

    public static Window window(@Nullable Long length, long hop, Feature.Update update) {
        return new Window(length == null ? null : Duration.ofMillis(length), Duration.ofMillis(hop), update);
    }

    public Plans source(Source.Kind kind, long delay) {
        sources.add(new Source(
                "s" + sources.size(),
                kind,
                List.of(),
                "event_time",
                new EventId(EventId.Kind.COLUMNS, List.of("id")),
                null,
                null,
                List.of(),
                null,
                Duration.ZERO,
                Source.LatePolicy.QUARANTINE,
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                Duration.ofMillis(delay),
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null));
        inputs.add(new ArrayList<>());
        return this;
    }

    public Plans windowed(
            int source, Window window, Aggregation aggregation, @Nullable DataType input, NullPolicy policy) {
        return windowed(source, window, aggregation, input, policy, 6, 10_000);
    }

    public Plans windowed(
            int source,
            Window window,
            Aggregation aggregation,
            @Nullable DataType input,
            NullPolicy policy,
            int scale,
            int maxDistinct) {
        DataType type = Aggregations.resultType(aggregation, input, scale);
        return feature(source, window, aggregation, input, null, policy, null, type, scale, maxDistinct);
    }

    public Plans latest(int source, @Nullable Long ttl, DataType type, NullPolicy policy) {
        Duration duration = ttl == null ? null : Duration.ofMillis(ttl);
        return feature(source, null, null, type, null, policy, duration, type, 6, 10_000);
    }

    public Plans derived(String expression, NullPolicy policy) {
        List<Column> columns = features.stream()
                .map(feature -> new Column(feature.feature().name(), feature.type()))
                .toList();
        DataType type = DerivedExpression.type(expression, columns);
        return feature(-1, null, null, null, expression, policy, null, type, 6, 10_000);
    }

    private Plans feature(
            int source,
            @Nullable Window window,
            @Nullable Aggregation aggregation,
            @Nullable DataType input,
            @Nullable String expression,
            NullPolicy policy,
            @Nullable Duration ttl,
            DataType type,
            int scale,
            int maxDistinct) {
        String name = "f" + features.size();
        Feature feature = new Feature(
                name,
                "user_id",
                source < 0 ? null : "s" + source,
                "event_time",
                List.of(),
                window,
                aggregation,
                input == null ? null : "v",
                expression,
                policy,
                ttl,
                scale,
                maxDistinct,
                true,
                true,
                null,
                List.of(),
                null);
        if (source >= 0) {
            inputs.get(source).add(new Input(features.size(), List.of(), input == null ? null : "v"));
        }
        features.add(new FeaturePlan(feature, type, input, source));
        return this;
    }

    public ViewPlan build() {
        Entity entity = new Entity("user_id", List.of(new Column("user_id", DataType.STRING)), null, null);
        View view = new View(
                "v",
                "user_id",
                features.stream().map(feature -> feature.feature().name()).toList(),
                null,
                null,
                View.Materialization.MANUAL,
                null,
                null,
                View.Publish.MANUAL,
                List.of(),
                null);
        List<SourcePlan> plans = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            plans.add(new SourcePlan(sources.get(i), inputs.get(i)));
        }
        return new ViewPlan(view, entity, features, plans);
    }
}
