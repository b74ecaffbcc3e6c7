package io.sluice.quality.python;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Set;

/** JSON as Python's {@code json.loads} reads it, which also knows {@code NaN}, {@code Infinity} and {@code -Infinity}. */
public final class PythonJson {
    /** About where Python's recursion ends, too. */
    private static final int MAX_DEPTH = 1_000;

    private static final Set<String> JACKSON_ONLY = Set.of("INF", "+INF", "-INF", "+Infinity", "+NaN", "-NaN");

    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private PythonJson() {}

    /** Whether a text is one JSON value and nothing else. */
    public static boolean isParseable(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            int values = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_FLOAT && JACKSON_ONLY.contains(parser.getText())) {
                    return false;
                }
                boolean ends = token.isScalarValue() || token.isStructEnd();
                values += ends && parser.getParsingContext().inRoot() ? 1 : 0;
            }
            return values == 1;
        } catch (IOException broken) {
            return false;
        }
    }
}
