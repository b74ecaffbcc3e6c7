package io.sluice.definitions.reading;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.name.Nearest;
import io.sluice.definitions.reading.expectation.ExpectationReader;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a source. Source: contract §2, §3. */
public final class SourceReader {
    private final Fields fields;
    private final Scope scope;
    private final String name;

    private SourceReader(Draft draft, Scope scope) {
        this.fields = draft.fields();
        this.scope = scope;
        this.name = draft.name().value();
    }

    /** {@code partition_by} stays empty where it is not written: its default depends on the views. */
    public static Source read(Draft draft, Scope scope) {
        SourceReader reader = new SourceReader(draft, scope);
        Source source = reader.source();
        reader.fields.finish();
        return source;
    }

    private Source source() {
        fields.need("kind");
        fields.need("schema");
        Source.Kind kind = fields.choice("kind", Source.Kind.values()).orElse(Source.Kind.EVENTS);
        List<Column> schema = fields.mapping("schema")
                .map(written -> ColumnsReader.read(written, scope.findings()))
                .orElse(List.of());
        LaneReader lanes = new LaneReader(fields, name);
        Source.Batch batch = lanes.batch(schema.stream().map(Column::name).toList());
        Source.Stream stream = lanes.stream();
        lanes.checkBoth();
        Instant cutover = lanes.cutover();
        return new Source(
                name,
                kind,
                schema,
                eventTime(schema),
                eventId(schema, lanes),
                batch,
                stream,
                columns("partition_by", schema),
                cutover,
                allowedLateness(lanes),
                fields.choice("late_policy", Source.LatePolicy.values()).orElse(Source.LatePolicy.QUARANTINE),
                fields.positiveDuration("idle_after").orElse(Duration.ofSeconds(60)),
                fields.duration("max_future_skew").orElse(Duration.ofMinutes(5)),
                delay(lanes),
                columns("pii", schema),
                fields.positiveDuration("retention").orElse(null),
                fields.schedule("schedule"),
                expectations(),
                gate(),
                scope.owner(fields),
                lanes.historyFrom(cutover));
    }

    private String eventTime(List<Column> schema) {
        Text column = fields.required("event_time").orElse(null);
        if (column == null) {
            return "";
        }
        checkColumn(column, schema);
        schema.stream()
                .filter(found ->
                        found.name().equals(column.value()) && !found.type().equals(DataType.TIMESTAMP))
                .forEach(found -> scope.findings()
                        .add(
                                column.place(),
                                "event_time of source " + name + " must be a timestamp; column " + found.name()
                                        + " is a " + found.type()));
        return column.value();
    }

    private EventId eventId(List<Column> schema, LaneReader lanes) {
        if (!fields.has("event_id")) {
            lanes.streamNeeds("event_id", "what identifies an event decides what is a duplicate");
            return new EventId(EventId.Kind.CONTENT, List.of());
        }
        if (fields.isList("event_id")) {
            List<String> ids = columns("event_id", schema);
            if (ids.isEmpty()) {
                fields.wrong("event_id", "event_id of source " + name + " needs at least one column");
            }
            return new EventId(EventId.Kind.COLUMNS, ids);
        }
        Text id = fields.text("event_id").orElse(null);
        if (id == null || id.value().equals("content")) {
            return new EventId(EventId.Kind.CONTENT, List.of());
        }
        if (id.value().equals("position")) {
            lanes.checkPosition();
            return new EventId(EventId.Kind.POSITION, List.of());
        }
        checkColumn(id, schema);
        return new EventId(EventId.Kind.COLUMNS, List.of(id.value()));
    }

    private Duration allowedLateness(LaneReader lanes) {
        if (!fields.has("allowed_lateness")) {
            lanes.streamNeeds("allowed_lateness", "it decides when a value is final");
        }
        return fields.duration("allowed_lateness").orElse(Duration.ZERO);
    }

    private Duration delay(LaneReader lanes) {
        Duration delay = fields.duration("delay").orElse(Duration.ZERO);
        if (!delay.isZero() && lanes.hasStream()) {
            fields.wrong("delay", "delay of source " + name + " must be 0, because the source has a stream");
        }
        return delay;
    }

    private List<Expectation> expectations() {
        if (fields.has("gate") && fields.has("expectations")) {
            fields.wrong(
                    "expectations",
                    "source " + name + " has both expectations and a gate; move the expectations into the gate");
        }
        return ExpectationReader.read(fields, scope.findings());
    }

    private @Nullable String gate() {
        Text gate = fields.text("gate").orElse(null);
        if (gate != null) {
            scope.mustDeclare("gate", gate);
        }
        return gate == null ? null : gate.value();
    }

    private List<String> columns(String key, List<Column> schema) {
        List<String> columns = new ArrayList<>();
        for (Text column : fields.texts(key)) {
            checkColumn(column, schema);
            if (columns.contains(column.value())) {
                scope.findings()
                        .add(column.place(), key + " of source " + name + " names " + column.value() + " twice");
            }
            columns.add(column.value());
        }
        return List.copyOf(new LinkedHashSet<>(columns));
    }

    private void checkColumn(Text column, List<Column> schema) {
        List<String> names = schema.stream().map(Column::name).toList();
        if (!schema.isEmpty() && !names.contains(column.value())) {
            scope.findings()
                    .add(
                            column.place(),
                            "source " + name + " has no column " + column.value()
                                    + Nearest.hint(column.value(), names));
        }
    }
}
