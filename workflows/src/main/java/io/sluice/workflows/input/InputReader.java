package io.sluice.workflows.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.EncodingKeys;
import io.temporal.common.converter.RawValue;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the one JSON object that a workflow, signal, update or query takes. */
public final class InputReader {
    /** The most bytes that somebody may type. */
    public static final int MAX_BYTES = 32 * 1024;

    private InputReader() {}

    /**
     * Reads a record: unknown, missing and mistyped fields are errors, {@code @Nullable} components may be left out.
     *
     * @param name of the workflow, signal, update or query; errors show its example
     * @param input the first argument; null when there was none
     * @param more the second argument, which there must not be
     */
    public static <T extends Record> T read(
            String name, Class<T> type, @Nullable RawValue input, @Nullable RawValue more) {
        try {
            return RecordReader.read(type, parse(input, more), "");
        } catch (InvalidInputException e) {
            throw explained(name, e);
        }
    }

    /** Reads a record from an object that is already parsed. */
    public static <T extends Record> T read(String name, Class<T> type, ObjectNode object) {
        try {
            return RecordReader.read(type, object, "");
        } catch (InvalidInputException e) {
            throw explained(name, e);
        }
    }

    /** The object as it was typed, for inputs whose fields depend on one of them. */
    public static ObjectNode object(String name, @Nullable RawValue input, @Nullable RawValue more) {
        try {
            return parse(input, more);
        } catch (InvalidInputException e) {
            throw explained(name, e);
        }
    }

    private static InvalidInputException explained(String name, InvalidInputException e) {
        String problem = "Invalid input of %s: %s".formatted(name, e.getMessage());
        String end = problem.endsWith("?") ? " " : ". ";
        return new InvalidInputException(Examples.of(name)
                .map(text -> "%s%sA valid input of %s is %s".formatted(problem, end, name, text))
                .orElse(problem));
    }

    private static ObjectNode parse(@Nullable RawValue input, @Nullable RawValue more) {
        if (more != null) {
            throw new InvalidInputException("one JSON object is expected, but more than one argument was given");
        }
        if (input == null) {
            throw new InvalidInputException("one JSON object is expected, but nothing was given");
        }
        JsonNode node = Json.parse(text(input.getPayload()));
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidInputException("one JSON object is expected, but %s was given: %s%s"
                .formatted(Json.kind(node), Json.show(node), hint(node)));
    }

    private static String hint(JsonNode node) {
        boolean quoted = node.isTextual() && node.textValue().strip().startsWith("{");
        return quoted ? " (take away the quotes around the object)" : "";
    }

    private static String text(Payload payload) {
        String encoding = payload.getMetadataMap()
                .getOrDefault(EncodingKeys.METADATA_ENCODING_KEY, ByteString.EMPTY)
                .toStringUtf8();
        if (payload.getData().size() > MAX_BYTES) {
            throw new InvalidInputException("at most %d bytes are read, but %d were given"
                    .formatted(MAX_BYTES, payload.getData().size()));
        }
        return switch (encoding) {
            case "binary/null" -> "null";
            case "json/plain", "json/protobuf", "" -> payload.getData().toString(StandardCharsets.UTF_8);
            default ->
                throw new InvalidInputException(
                        "one JSON object is expected (encoding json/plain), but its encoding is "
                                + Json.shorten(encoding));
        };
    }
}
