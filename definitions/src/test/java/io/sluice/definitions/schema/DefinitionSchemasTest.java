package io.sluice.definitions.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.sluice.definitions.project.ParsedProjects;
import io.sluice.definitions.reading.Drafts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema files that editors read; {@code -Dsluice.write=schema} writes them anew. */
final class DefinitionSchemasTest {
    private static final Path FOLDER = Path.of("src/main/resources/io/sluice/schema");
    private static final Path DEMO = Path.of("../infra/demo/online-retail");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static Stream<String> kinds() {
        return DefinitionSchemas.all().keySet().stream();
    }

    /** Those whose fields are read one by one. */
    static Stream<String> interpretedKinds() {
        return kinds().filter(kind -> !kind.equals("annotation"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theFilesAreWhatTheModelSays(String kind) throws IOException {
        String text = JSON.writeValueAsString(DefinitionSchemas.all().get(kind)) + "\n";
        Path file = FOLDER.resolve(kind + ".schema.json");
        if ("schema".equals(System.getProperty("sluice.write"))) {
            Files.writeString(file, text);
        }
        assertThat(file)
                .as("run mvn -pl definitions test -Dtest=DefinitionSchemasTest -Dsluice.write=schema")
                .hasContent(text);
    }

    /** The parser lists the keys that it asks for when one is unknown. */
    @ParameterizedTest
    @MethodSource("interpretedKinds")
    void theParserReadsTheSameKeys(String kind) {
        Map<?, ?> properties = (Map<?, ?>) DefinitionSchemas.all().get(kind).get("properties");

        assertThat(ParsedProjects.keys(kind)).isEqualTo(new TreeSet<>(properties.keySet()));
    }

    @Test
    void everyKindHasOne() {
        List<String> parsed = new ArrayList<>(Drafts.kinds());
        parsed.add("project");

        assertThat(DefinitionSchemas.all().keySet()).containsExactlyInAnyOrderElementsOf(parsed);
    }

    @Test
    void anAnnotationIsRegisteredAsItIsWritten() {
        assertThat(errors("annotation: sentiment\nlabels: [good, bad]\nguideline: read it twice"))
                .isEmpty();
        assertThat(errors("annotation: e-mail")).anyMatch(message -> message.contains("annotation"));
    }

    @Test
    void theDemoIsValid() throws IOException {
        try (Stream<Path> files = Files.walk(DEMO)) {
            List<Path> definitions =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(definitions).hasSizeGreaterThan(7);
            for (Path file : definitions) {
                assertThat(errors(Files.readString(file))).as(file.toString()).isEmpty();
            }
        }
    }

    @Test
    void theFeatureOfTheContractIsValid() {
        assertThat(errors("""
                feature: user_clicks_7d
                entity: user_id
                timestamp: event_time
                window: 7 days
                filters:
                  - event_type = 'click'
                  - is_bot = false
                null_policy: fill_zero
                owner: ranking-platform
                serving:
                  online: true
                  offline: true
                """)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "feature: f; entity: e; windw: 7 days | windw",
                "feature: f; window: 7 days | entity",
                "feature: f; entity: e; window: 1 month | window",
                "feature: f; entity: e; window: 7 days; aggregation: summ | aggregation",
                "feature: f; entity: e; window: 7 days; null_policy: zero | null_policy",
                "feature: f; entity: e; window: 7 days; serving: {online: yes} | online",
                "feature: f; entity: e; window: 7 days; filters: a = 1 | filters",
                "source: s; kind: event; schema: {a: timestamp}; event_time: a | kind",
                "source: s; kind: events; schema: {a: text}; event_time: a | schema",
                "source: s; kind: events; schema: {a: timestamp}; event_time: a; batch: {path: x, format: csv} | partition",
                "view: v; entity: e; features: [] | features",
                "view: v; entity: e; features: [f, f] | features",
                "gate: g; expectations: [{type: expect_column_values_to_not_be_nul}] | type",
                "gate: g; expectations: []; policy: {on_expiry: approve} | on_expiry",
                "entity: e-mail | entity",
            })
    void namesTypicalMistakes(String text, String where) {
        assertThat(errors(text.replace("; ", "\n"))).anyMatch(message -> message.contains(where));
    }

    private static List<String> errors(String yaml) {
        JsonNode node = JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        String kind = node.fieldNames().next();
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(JSON.valueToTree(DefinitionSchemas.all().get(kind)));
        return schema.validate(node).stream().map(ValidationMessage::getMessage).collect(Collectors.toList());
    }
}
