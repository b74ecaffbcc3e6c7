package io.sluice.workflows.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.definitions.name.Nearest;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.input.InvalidInputException;
import io.temporal.common.converter.RawValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From what somebody typed to a {@link Decision}, by signal or by the update {@code decide}. */
public final class DecisionReader {
    private static final String UPDATE = "decide";
    private static final String VERB = "verb";

    private DecisionReader() {}

    /** Reads the object of a signal named like a verb. */
    public static Decision signal(Verb verb, @Nullable RawValue input, @Nullable RawValue more) {
        return ((Message) InputReader.read(verb.typed(), verb.message(), input, more)).decision();
    }

    /** Reads the object of {@code decide}: the verb says which other fields it may have. */
    public static Decision update(@Nullable RawValue input, @Nullable RawValue more) {
        ObjectNode object = InputReader.object(UPDATE, input, more);
        Verb verb = verb(object.remove(VERB));
        // a typed Java caller sends every field of Decide, most of them null
        object.properties().removeIf(field -> field.getValue().isNull());
        return ((Message) InputReader.read(verb.typed(), verb.message(), object)).decision();
    }

    private static Verb verb(@Nullable JsonNode typed) {
        String name = typed == null ? "" : typed.asText();
        Optional<Verb> verb = Verb.named(name);
        return verb.orElseThrow(() ->
                new InvalidInputException("Invalid input of %s: field verb must be one of %s, not \"%s\"%s"
                        .formatted(
                                UPDATE,
                                String.join(", ", Verb.names()),
                                shorten(name),
                                Nearest.hint(name, Verb.names()))));
    }

    private static String shorten(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "…";
    }
}
