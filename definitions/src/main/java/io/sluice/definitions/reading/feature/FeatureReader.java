package io.sluice.definitions.reading.feature;

import io.sluice.definitions.aggregation.Aggregations;
import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Feature.NullPolicy;
import io.sluice.definitions.model.Feature.Update;
import io.sluice.definitions.model.Feature.Window;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.name.Nearest;
import io.sluice.definitions.reading.Draft;
import io.sluice.definitions.reading.Scope;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a feature: windowed, latest value or derived. Source: contract §2 to §4. */
public final class FeatureReader {
    /** Decimal places that doubles are rounded to before they are added, unless a feature writes another number. */
    static final int SCALE = 6;

    private static final int MOST_SCALE = 18;

    /** How many values a top_k counts, unless a feature writes another number. */
    static final int MAX_DISTINCT = 10_000;

    private static final List<String> NOT_DERIVED = List.of(
            "source",
            "timestamp",
            "window",
            "aggregation",
            "value",
            "filters",
            "hop",
            "update",
            "ttl",
            "scale",
            "max_distinct");
    private static final List<String> ONLY_WINDOWED = List.of("aggregation", "hop", "update", "scale", "max_distinct");

    private final Fields fields;
    private final Scope scope;
    private final String name;
    private final boolean online;
    private final boolean offline;
    private int scale = SCALE;

    private FeatureReader(Draft draft, Scope scope) {
        this.fields = draft.fields();
        this.scope = scope;
        this.name = draft.name().value();
        Optional<Fields> serving = fields.mapping("serving");
        this.online = serving.map(written -> written.flag("online", false)).orElse(false);
        this.offline = serving.map(written -> written.flag("offline", true)).orElse(true);
        serving.ifPresent(Fields::finish);
    }

    /** Whether a feature is made from other features. */
    public static boolean isDerived(Draft draft) {
        return draft.fields().has("expression");
    }

    public static TypedFeature read(Draft draft, Scope scope) {
        FeatureReader reader = new FeatureReader(draft, scope);
        TypedFeature feature = isDerived(draft) ? reader.derived() : reader.computed();
        reader.fields.finish();
        return feature;
    }

    private TypedFeature derived() {
        for (String key : NOT_DERIVED) {
            if (fields.has(key)) {
                fields.wrong(
                        key,
                        key + " does not belong to the derived feature " + name
                                + ": an expression has only other features of its view");
            }
        }
        Text entity = fields.required("entity").orElse(null);
        if (entity != null && scope.entity(entity.value()).isEmpty()) {
            scope.mustDeclare("entity", entity);
        }
        String expression = fields.text("expression").map(Text::value).orElse("");
        return feature(entity, null, null, List.of(), new Shape(null, null, null, null, null, expression));
    }

    /** What distinguishes the three sorts of features. */
    private record Shape(
            @Nullable Window window,
            @Nullable Aggregation aggregation,
            @Nullable Text value,
            @Nullable Duration ttl,
            @Nullable DataType type,
            @Nullable String expression) {}

    private TypedFeature computed() {
        Text entity = fields.required("entity").orElse(null);
        Text sourceName = sourceName();
        Source source =
                sourceName == null ? null : scope.source(sourceName.value()).orElse(null);
        if (entity != null && source != null) {
            entity(entity, source);
        }
        String timestamp = timestamp(source);
        List<Text> filters = fields.texts("filters");
        List<Column> columns = source == null ? List.of() : source.schema();
        if (!columns.isEmpty()) {
            ExpressionReader expressions = new ExpressionReader(scope, columns);
            filters.forEach(expressions::filter);
        }
        Text value = fields.text("value").orElse(null);
        Shape shape = fields.has("window") ? windowed(source, value, columns) : latest(value, columns);
        return feature(entity, sourceName, timestamp, filters, shape);
    }

    private Shape windowed(@Nullable Source source, @Nullable Text value, List<Column> columns) {
        Update usual = online && source != null && source.stream() != null ? Update.EVENT : Update.HOP;
        WindowReader windows = new WindowReader(fields);
        Window window = windows.read(usual);
        if (source != null && source.historyFrom() == null) {
            windows.refuseLifetime(source.name());
        }
        Aggregation aggregation = aggregation();
        if (fields.has("ttl")) {
            fields.wrong(
                    "ttl",
                    "ttl is for latest values; " + fields.owner() + " has a window, which says how long rows count");
        }
        DataType type = null;
        scale = fields.integer("scale", SCALE, 0, MOST_SCALE);
        if (aggregation != null) {
            checkParameters(aggregation);
            type = windowedType(aggregation, value, columns);
        } else if (value != null) {
            // What is wrong with the value is said, too.
            inputType(value, columns);
        }
        return new Shape(window, aggregation, value, null, type, null);
    }

    private @Nullable DataType windowedType(Aggregation aggregation, @Nullable Text value, List<Column> columns) {
        Optional<DataType> input = value == null ? Optional.empty() : inputType(value, columns);
        if (value != null && input.isEmpty()) {
            return null;
        }
        try {
            scale = meaningful(aggregation, input.orElse(null), scale);
            return Aggregations.resultType(aggregation, input.orElse(null), scale);
        } catch (IllegalArgumentException wrong) {
            String key = fields.has("aggregation") ? "aggregation" : "feature";
            fields.wrong(key, "aggregation of " + fields.owner() + ": " + wrong.getMessage());
            return null;
        }
    }

    private Shape latest(@Nullable Text value, List<Column> columns) {
        for (String key : ONLY_WINDOWED) {
            if (fields.has(key)) {
                fields.wrong(
                        key,
                        key + " needs a window; without one " + fields.owner() + " is the latest value of its source");
            }
        }
        if (!fields.has("value")) {
            fields.wrong(
                    "feature", fields.owner() + " needs a window, or a value to be the latest value of its source");
        }
        DataType type = value == null ? null : inputType(value, columns).orElse(null);
        return new Shape(null, null, value, fields.positiveDuration("ttl").orElse(null), type, null);
    }

    private Optional<DataType> inputType(Text value, List<Column> columns) {
        return columns.isEmpty() ? Optional.empty() : new ExpressionReader(scope, columns).type(value);
    }

    private @Nullable Aggregation aggregation() {
        Text text = fields.text("aggregation").orElse(null);
        if (text == null) {
            return fields.has("aggregation") ? null : new Aggregation(Aggregation.Kind.COUNT, 0, List.of());
        }
        try {
            return AggregationText.parse(text.value());
        } catch (IllegalArgumentException wrong) {
            fields.wrong("aggregation", String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    private void checkParameters(Aggregation aggregation) {
        boolean scaled = switch (aggregation.kind()) {
            case SUM, MEAN, VARIANCE, STDDEV -> true;
            case COUNT, MIN, MAX, FIRST, LAST, LAST_N, COUNT_DISTINCT, TOP_K, HISTOGRAM -> false;
        };
        if (fields.has("scale") && !scaled) {
            fields.wrong(
                    "scale", "scale is for sum, mean, variance and stddev; " + fields.owner() + " has none of them");
        }
        if (fields.has("max_distinct") && aggregation.kind() != Aggregation.Kind.TOP_K) {
            fields.wrong("max_distinct", "max_distinct is for top_k; " + fields.owner() + " has another aggregation");
        }
    }

    /** Integers and decimals are added as they are: a scale that changes no value is the usual one and makes no version. */
    private static int meaningful(Aggregation aggregation, @Nullable DataType input, int scale) {
        DataType.Kind kind = input == null ? DataType.Kind.BIGINT : input.kind();
        if (input != null && kind == DataType.Kind.DECIMAL && aggregation.kind() == Aggregation.Kind.MEAN) {
            return Math.max(scale, Math.min(input.scale(), MOST_SCALE));
        }
        return kind == DataType.Kind.DOUBLE ? scale : SCALE;
    }

    private @Nullable Text sourceName() {
        Text name = fields.text("source").orElse(null);
        if (name != null) {
            scope.mustDeclare("source", name);
            return name;
        }
        if (!fields.has("source") && scope.defaultSource().isEmpty()) {
            fields.wrong(
                    "feature",
                    fields.owner() + " needs source, because project.yaml names no default (defaults: {source: ...})");
        }
        return scope.defaultSource().orElse(null);
    }

    private void entity(Text entity, Source source) {
        Optional<Entity> declared = ImplicitEntity.find(entity, source, scope);
        for (Column key : declared.map(Entity::keys).orElse(List.of())) {
            Optional<Column> column = source.column(key.name());
            if (source.schema().isEmpty()) {
                return;
            }
            if (column.isEmpty()) {
                List<String> names = source.schema().stream().map(Column::name).toList();
                scope.findings()
                        .add(
                                entity.place(),
                                "source " + source.name() + " has no column " + key.name() + ", a key of entity "
                                        + entity.value() + Nearest.hint(key.name(), names));
            } else if (!column.get().type().equals(key.type())) {
                scope.findings()
                        .add(
                                entity.place(),
                                "key " + key.name() + " of entity " + entity.value() + " is a " + key.type()
                                        + ", but a " + column.get().type() + " in source " + source.name());
            }
        }
    }

    private @Nullable String timestamp(@Nullable Source source) {
        Text written = fields.text("timestamp").orElse(null);
        if (source == null) {
            return written == null ? null : written.value();
        }
        if (written != null && !source.eventTime().isEmpty() && !written.value().equals(source.eventTime())) {
            fields.wrong(
                    "timestamp",
                    "timestamp of " + fields.owner() + " must be " + source.eventTime() + ", the event_time of source "
                            + source.name() + ", not " + written.value());
        }
        return source.eventTime();
    }

    private TypedFeature feature(
            @Nullable Text entity, @Nullable Text source, @Nullable String timestamp, List<Text> filters, Shape shape) {
        NullPolicy policy = NullPolicyReader.read(fields, shape.aggregation());
        if (shape.type() != null) {
            NullPolicyReader.check(fields, policy, shape.type());
        }
        Feature feature = new Feature(
                name,
                entity == null ? "" : entity.value(),
                source == null ? null : source.value(),
                timestamp,
                filters.stream().map(Text::value).toList(),
                shape.window(),
                shape.aggregation(),
                shape.value() == null ? null : shape.value().value(),
                shape.expression(),
                policy,
                shape.ttl(),
                scale,
                fields.integer("max_distinct", MAX_DISTINCT, 1, 1_000_000),
                online,
                offline,
                fields.string("description"),
                fields.strings("tags"),
                scope.owner(fields));
        return new TypedFeature(feature, fields, shape.type());
    }
}
