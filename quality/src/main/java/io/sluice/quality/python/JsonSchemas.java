package io.sluice.quality.python;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * JSON Schemas as Python's {@code jsonschema.validate} applies them: the draft that {@code $schema} names, otherwise
 * 2020-12; formats are remarks; patterns are searched for. References lead nowhere outside of the schema.
 */
public final class JsonSchemas {
    private static final JsonMapper JSON = new JsonMapper(PythonJson.FACTORY);
    private static final int MAX_CACHED = 1_000;
    private static final ConcurrentMap<String, JsonSchema> CACHE = new ConcurrentHashMap<>();

    private JsonSchemas() {}

    /**
     * Whether a text is JSON that a schema accepts.
     *
     * @throws UndecidedException when a pattern of the schema takes too many steps to tell
     */
    public static boolean accepts(String schema, String text) {
        if (!PythonJson.isParseable(text)) {
            return false;
        }
        try (JsonParser parser = PythonJson.FACTORY.createParser(text)) {
            return of(schema).validate(JSON.readTree(parser)).isEmpty();
        } catch (IOException broken) {
            return false;
        } catch (JsonSchemaException broken) {
            throw new UndecidedException("the JSON Schema cannot be applied to a value");
        }
    }

    /**
     * Checks that a schema is one.
     *
     * @throws IllegalArgumentException with the reason as the end of a sentence
     */
    public static void check(String schema) {
        try {
            JsonNode written = JSON.readTree(schema);
            SpecVersion.VersionFlag version = version(written);
            Set<?> wrong = JsonSchemaFactory.getInstance(version)
                    .getSchema(com.networknt.schema.SchemaLocation.of(version.getId()))
                    .validate(written);
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException(
                        "is not a JSON Schema: " + wrong.iterator().next());
            }
            compile(schema, JsonSchemas::harmless).initializeValidators();
        } catch (IOException | JsonSchemaException broken) {
            throw new IllegalArgumentException("is not a JSON Schema: " + broken.getMessage(), broken);
        }
    }

    private static JsonSchema of(String schema) {
        JsonSchema known = CACHE.get(schema);
        if (known != null) {
            return known;
        }
        JsonSchema compiled = compile(schema, regex -> PythonRegex.of(regex)::find);
        if (CACHE.size() < MAX_CACHED) {
            CACHE.put(schema, compiled);
        }
        return compiled;
    }

    private static RegularExpression harmless(String regex) {
        PythonRegex.explosion(regex).ifPresent(found -> {
            throw new IllegalArgumentException("has the pattern " + regex + ", which " + PythonRegex.explodes(found));
        });
        return PythonRegex.of(regex)::find;
    }

    private static JsonSchema compile(String schema, RegularExpressionFactory regexes) {
        try {
            JsonNode written = JSON.readTree(schema);
            SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                    .formatAssertionsEnabled(false)
                    .regularExpressionFactory(regexes)
                    .build();
            return JsonSchemaFactory.getInstance(
                            version(written),
                            builder ->
                                    builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())))
                    .getSchema(written, config);
        } catch (IOException broken) {
            throw new IllegalArgumentException("Not JSON: " + schema, broken);
        }
    }

    private static SpecVersion.VersionFlag version(JsonNode schema) {
        return schema.isObject()
                ? SpecVersionDetector.detectOptionalVersion(schema, true).orElse(SpecVersion.VersionFlag.V202012)
                : SpecVersion.VersionFlag.V202012;
    }
}
