package io.sluice.workflows.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One valid JSON object for every workflow, signal, update and query, and more that show their other fields: the resource {@code
 * examples.json}.
 */
public final class Examples {
    private static final String RESOURCE = "/io/sluice/workflows/examples.json";
    private static final String MORE = "more";
    private static final JsonNode ALL = load();

    private Examples() {}

    /** The example of a workflow, signal, update or query, on one line. */
    public static Optional<String> of(String name) {
        for (JsonNode section : ALL) {
            @Nullable JsonNode example = section.get(name);
            if (example != null && example.isObject()) {
                return Optional.of(example.toString());
            }
        }
        return Optional.empty();
    }

    /** The others of a name, each on one line. */
    public static List<String> more(String name) {
        List<String> more = new ArrayList<>();
        ALL.path(MORE).path(name).forEach(example -> more.add(example.toString()));
        return more;
    }

    /** The names of a section: workflows, signals, updates or queries. */
    public static List<String> names(String section) {
        List<String> names = new ArrayList<>();
        ALL.path(section).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode load() {
        try (InputStream in = Examples.class.getResourceAsStream(RESOURCE)) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
