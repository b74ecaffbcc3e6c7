package io.sluice.definitions.reading;

import io.sluice.definitions.model.Source;
import io.sluice.definitions.name.Nearest;
import io.sluice.definitions.reading.batch.BatchReader;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a source reads: its batch lane, its stream lane, and what follows from having one or both. */
final class LaneReader {
    private static final List<String> STREAM_FORMATS = List.of("json", "avro");

    private final Fields fields;
    private final String source;

    LaneReader(Fields fields, String source) {
        this.fields = fields;
        this.source = source;
    }

    boolean hasStream() {
        return fields.has("stream");
    }

    private boolean hasBoth() {
        return fields.has("batch") && hasStream();
    }

    void checkBoth() {
        if (!fields.has("batch") && !hasStream()) {
            fields.wrong(source, "source " + source + " reads nothing; give it batch, stream or both");
        }
    }

    /** Reports that a source with a stream must write a key. */
    void streamNeeds(String key, String because) {
        if (hasStream()) {
            fields.wrong("stream", "source " + source + " has a stream and must write " + key + ": " + because);
        }
    }

    void checkPosition() {
        if (hasBoth()) {
            fields.wrong(
                    "event_id",
                    "event_id position is only for sources with one lane: a place in a file is not a place in a topic");
        }
        if (fields.mapping("batch")
                .filter(batch -> batch.has("jdbc") || batch.has("api"))
                .isPresent()) {
            fields.wrong(
                    "event_id",
                    "event_id position is only for files and topics: a row of source " + source
                            + " is at another place each time");
        }
    }

    @Nullable
    Instant cutover() {
        Text text = fields.text("cutover").orElse(null);
        if (hasBoth() && !fields.has("cutover")) {
            fields.wrong(
                    source,
                    "source " + source
                            + " has both lanes and must write cutover: file rows count before it, stream rows from it on");
        }
        if (text == null) {
            return null;
        }
        if (!hasBoth()) {
            fields.wrong("cutover", "cutover is only for sources with both lanes; source " + source + " has one");
        }
        return instant("cutover", text);
    }

    /** The beginning of the history, which a stream continues from its cutover on. */
    @Nullable
    Instant historyFrom(@Nullable Instant cutover) {
        Text text = fields.text("history_from").orElse(null);
        Instant from = text == null ? null : instant("history_from", text);
        if (from != null && cutover != null && !from.isBefore(cutover)) {
            fields.wrong(
                    "history_from",
                    "history_from of source " + source + " must be before its cutover, " + cutover + ", not " + from);
        }
        return from;
    }

    private @Nullable Instant instant(String key, Text text) {
        boolean day = text.value().matches("\\d{4}-\\d{2}-\\d{2}");
        try {
            Instant instant = Instant.parse(day ? text.value() + "T00:00:00Z" : text.value());
            if (instant.getNano() % 1_000_000 == 0) {
                return instant;
            }
        } catch (DateTimeException wrong) {
            fields.wrong(key, key + " of source " + source + " is no instant: " + wrong.getMessage());
            return null;
        }
        fields.wrong(key, key + " of source " + source + " must be whole milliseconds, not " + text.value());
        return null;
    }

    Source.@Nullable Batch batch(List<String> columns) {
        return fields.mapping("batch")
                .map(batch -> BatchReader.read(fields, batch, columns))
                .orElse(null);
    }

    Source.@Nullable Stream stream() {
        Fields stream = fields.mapping("stream").orElse(null);
        if (stream == null) {
            return null;
        }
        Text topic = stream.required("topic").orElse(null);
        if (topic != null && !topic.value().matches("[A-Za-z0-9._-]{1,249}")) {
            stream.wrong("topic", "a topic has letters, digits, dots, underscores and hyphens, not " + topic.value());
        }
        Text format = stream.text("format").orElse(null);
        String known = format == null ? "json" : oneOf(stream, format, STREAM_FORMATS);
        Source.Stream read = new Source.Stream(topic == null ? "" : topic.value(), known, stream.flag("keyed", false));
        stream.finish();
        return read;
    }

    private static String oneOf(Fields fields, Text typed, List<String> valid) {
        if (!valid.contains(typed.value())) {
            fields.wrong(
                    "format",
                    "format of " + fields.owner() + " must be one of " + String.join(", ", valid) + ", not "
                            + typed.value() + Nearest.hint(typed.value(), valid));
        }
        return typed.value();
    }
}
