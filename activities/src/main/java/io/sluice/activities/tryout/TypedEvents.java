package io.sluice.activities.tryout;

import io.sluice.activities.typing.CanonicalRow;
import io.sluice.activities.typing.EventIds;
import io.sluice.activities.typing.TextCast;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Received records under the declared types of a source, with event time and id; what does not fit is a problem. */
final class TypedEvents {
    private static final double LIMIT = 1e18;
    private static final int SHOWN = 40;

    /**
     * A typed record.
     *
     * @param columns in the order of the schema
     * @param content the hash of its payload
     */
    record Typed(long line, @Nullable Object[] columns, long eventTime, String eventId, String content) {}

    private final Source source;
    private final String file;
    private final List<String> problems;
    private final List<@Nullable TextCast> casts = new ArrayList<>();

    /** Takes the list to which sentences about records that do not fit are added. */
    TypedEvents(Source source, String file, ExpressionCompiler compiler, List<String> problems) {
        this.source = source;
        this.file = file;
        this.problems = problems;
        source.schema()
                .forEach(
                        column -> casts.add(TextCast.to(column.type(), compiler).orElse(null)));
    }

    /** The records that fit. */
    List<Typed> typed(List<ReceivedEvent> events) {
        reportUnknown(events);
        List<Typed> typed = new ArrayList<>();
        for (ReceivedEvent event : events) {
            typed(event).ifPresent(typed::add);
        }
        return typed;
    }

    private void reportUnknown(List<ReceivedEvent> events) {
        Map<String, Long> unknown = new LinkedHashMap<>();
        for (ReceivedEvent event : events) {
            event.texts().keySet().stream()
                    .filter(name -> source.column(name).isEmpty())
                    .forEach(name -> unknown.putIfAbsent(name, event.line()));
        }
        unknown.forEach((name, line) -> problems.add(
                "%s:%d: source %s has no column %s, it is not read".formatted(file, line, source.name(), name)));
    }

    private Optional<Typed> typed(ReceivedEvent event) {
        List<String> wrong = new ArrayList<>();
        if (event.problem() != null) {
            wrong.add(event.problem());
        }
        @Nullable Object[] columns = new Object[source.schema().size()];
        for (int i = 0; i < columns.length && event.problem() == null; i++) {
            columns[i] = value(event, i, wrong);
        }
        Object time = columns[
                source.schema().indexOf(source.column(source.eventTime()).orElseThrow())];
        if (wrong.isEmpty() && time == null) {
            wrong.add("no event time in " + source.eventTime());
        }
        if (!wrong.isEmpty() || !(time instanceof Long instant)) {
            wrong.forEach(sentence -> problems.add("%s:%d: %s".formatted(file, event.line(), sentence)));
            return Optional.empty();
        }
        String content = CanonicalRow.hash(source.schema(), columns);
        return Optional.of(new Typed(event.line(), columns, instant, eventId(event, columns, content), content));
    }

    private @Nullable Object value(ReceivedEvent event, int index, List<String> wrong) {
        Column column = source.schema().get(index);
        Object value = event.typed().get(column.name());
        String text = event.texts().get(column.name());
        if (text != null) {
            value = fromText(column, index, text);
            if (value == null) {
                wrong.add("%s is no %s: %s".formatted(column.name(), column.type(), shortened(text)));
            }
        }
        if (value instanceof Double number && !(Math.abs(number) < LIMIT)) {
            wrong.add("%s is not a number below 10^18: %s".formatted(column.name(), number));
        }
        return value;
    }

    private @Nullable Object fromText(Column column, int index, String text) {
        TextCast cast = casts.get(index);
        if (cast == null) {
            throw new IllegalArgumentException("Column %s of source %s is a %s, which is read from Parquet only"
                    .formatted(column.name(), source.name(), column.type()));
        }
        return cast.value(text);
    }

    private String eventId(ReceivedEvent event, @Nullable Object[] columns, String content) {
        EventId id = source.eventId();
        return switch (id.kind()) {
            case CONTENT -> content;
            case POSITION -> "%s/%019d".formatted(file, event.line());
            case COLUMNS -> {
                List<Column> of = id.columns().stream()
                        .map(name -> source.column(name).orElseThrow())
                        .toList();
                yield EventIds.text(
                        of,
                        of.stream()
                                .map(column -> columns[source.schema().indexOf(column)])
                                .toArray());
            }
        };
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
