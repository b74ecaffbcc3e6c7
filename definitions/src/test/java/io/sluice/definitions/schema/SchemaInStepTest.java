package io.sluice.definitions.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.definitions.project.ParsedProjects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the schemas say of every place in a definition is what the parser reads there: the keys of every object, the words of
 * every choice, the limits of every number. The parser names them where it is given something else.
 */
final class SchemaInStepTest {
    private static final String UNKNOWN = "qqqqqqqqqqqqqqqqqqqq";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a lane must have for the parser to read what is in it: each way to read rows has its options. */
    private static final List<Map<String, Object>> LANES = List.of(
            Map.of(),
            Map.of("path", "x", "format", "csv"),
            Map.of("path", "x", "format", "json"),
            Map.of("path", "x", "format", "parquet"),
            Map.of("path", "x", "format", "avro"),
            Map.of("path", "x", "format", "orc"),
            Map.of("jdbc", "jdbc:postgresql://h/d"),
            Map.of("api", "https://host/orders"));

    /** A place in a definition; items of a list are called {@code []}. */
    private record Spot(String kind, List<String> path, Map<?, ?> schema) {
        @Override
        public String toString() {
            return kind + " " + String.join(".", path);
        }

        Spot at(String key, Object below) {
            List<String> longer = new ArrayList<>(path);
            if (!key.isEmpty()) {
                longer.add(key);
            }
            return new Spot(kind, longer, (Map<?, ?>) below);
        }
    }

    /** Every place of every kind whose fields are read one by one. */
    private static Stream<Spot> spots() {
        return DefinitionSchemas.all().entrySet().stream()
                .filter(kind -> !kind.getKey().equals("annotation"))
                .flatMap(kind -> below(new Spot(kind.getKey(), List.of(), kind.getValue())));
    }

    private static Stream<Spot> below(Spot spot) {
        List<Spot> inside = new ArrayList<>();
        if (spot.schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((key, child) -> inside.add(spot.at((String) key, child)));
        }
        if (spot.schema.get("items") instanceof Map<?, ?> items) {
            inside.add(spot.at("[]", items));
        }
        if (spot.schema.get("anyOf") instanceof List<?> choices) {
            choices.forEach(choice -> inside.add(spot.at("", choice)));
        }
        return Stream.concat(Stream.of(spot), inside.stream().flatMap(SchemaInStepTest::below));
    }

    static Stream<Spot> objects() {
        return spots().filter(spot -> !spot.path.isEmpty() && spot.schema.get("properties") instanceof Map<?, ?>);
    }

    static Stream<Spot> choices() {
        return spots().filter(spot -> spot.schema.containsKey("enum"));
    }

    static Stream<Spot> numbers() {
        return spots().filter(spot -> "integer".equals(spot.schema.get("type")));
    }

    static Stream<Spot> flags() {
        return spots().filter(spot -> "boolean".equals(spot.schema.get("type")));
    }

    static Stream<Spot> patterns() {
        return spots().filter(spot -> spot.schema.containsKey("pattern"));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void anObjectHasTheKeysThatTheParserReads(Spot spot) {
        assertThat(listed(
                        "has no (?:key|option) " + UNKNOWN + "[^;]*; (?:valid|known) are (.*)",
                        spot,
                        Map.of(UNKNOWN, 1)))
                .isEqualTo(new TreeSet<>(((Map<?, ?>) spot.schema.get("properties")).keySet()));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void aChoiceHasTheWordsThatTheParserKnows(Spot spot) {
        TreeSet<String> words = new TreeSet<>();
        ((List<?>) spot.schema.get("enum")).forEach(word -> words.add(String.valueOf(word)));
        TreeSet<String> known =
                listed("(?:must be one of|; known are) (.*?)(?:, not " + UNKNOWN + ".*)?$", spot, UNKNOWN);

        assertThat(words).as(errors(spot, UNKNOWN)).containsAll(known);
        for (String word : words) {
            assertThat(errors(spot, word)).doesNotContain("not " + word, "unknown");
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumberHasTheLimitsOfTheParser(Spot spot) {
        int least = (Integer) spot.schema.get("minimum");
        int greatest = (Integer) spot.schema.get("maximum");

        assertThat(errors(spot, least - 1)).contains("from " + least + " to " + greatest);
        assertThat(errors(spot, greatest + 1)).contains("from " + least + " to " + greatest);
        assertThat(errors(spot, least) + errors(spot, greatest)).doesNotContain("must be a whole number");
    }

    @ParameterizedTest
    @MethodSource("flags")
    void aFlagIsTrueOrFalse(Spot spot) {
        assertThat(errors(spot, UNKNOWN)).contains("must be true or false, not " + UNKNOWN);
        assertThat(errors(spot, true) + errors(spot, false)).doesNotContain("must be true or false");
    }

    /** Names, durations, types and aggregations: what no pattern allows the parser does not, either. */
    @ParameterizedTest
    @MethodSource("patterns")
    void aPatternRefusesWhatTheParserDoes(Spot spot) {
        String wrong = "- no, never -";
        assertThat(Pattern.matches((String) spot.schema.get("pattern"), wrong)).isFalse();
        assertThat(errors(spot, wrong)).containsPattern("x\\.yaml:\\d+:\\d+: [^\\n]*no, never");
    }

    private static TreeSet<String> listed(String pattern, Spot spot, Object value) {
        TreeSet<String> listed = new TreeSet<>();
        for (Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(errors(spot, value));
                matcher.find(); ) {
            listed.addAll(List.of(matcher.group(1).split(", ")));
        }
        return listed;
    }

    /** Every sentence of the parser about a definition that has the value there, and nothing else but what leads to it. */
    private static String errors(Spot spot, Object value) {
        StringBuilder errors = new StringBuilder();
        boolean lane = spot.path.size() > 1 && spot.path.get(0).equals("batch");
        for (Map<String, Object> beside : lane ? LANES : List.of(Map.<String, Object>of())) {
            Object built = value;
            for (int i = spot.path.size() - 1; i > 0; i--) {
                built = spot.path.get(i).equals("[]") ? List.of(built) : entry(spot.path.get(i), built);
            }
            if (built instanceof Map<?, ?> map && lane) {
                Map<Object, Object> whole = new LinkedHashMap<>(beside);
                whole.putAll(map);
                built = whole;
            }
            String line = spot.path.get(0) + ": " + json(built) + "\n";
            errors.append(ParsedProjects.errors(spot.kind, line)).append('\n');
            if (spot.kind.equals("feature") && !line.startsWith("window")) {
                errors.append(ParsedProjects.errors(spot.kind, "window: 6 hours\n" + line))
                        .append('\n');
            }
        }
        return errors.toString();
    }

    private static Map<String, Object> entry(String key, Object value) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put(key, value);
        return entry;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
