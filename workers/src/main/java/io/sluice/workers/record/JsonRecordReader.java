package io.sluice.workers.record;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.workers.record.UnreadableRecordException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a record. As in the batch lane every value is its text first and cast from there, names of columns mean the
 * same in capitals, undeclared keys are left out, and an object that names a key twice cannot be read.
 */
public final class JsonRecordReader implements RecordReader {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .reader();

    private final List<Column> schema;
    private final List<JsonValue> values = new ArrayList<>();
    private final Map<String, Integer> ordinals = new TreeMap<>();

    public JsonRecordReader(List<Column> schema, ExpressionCompiler compiler) {
        this.schema = List.copyOf(schema);
        for (Column column : schema) {
            ordinals.put(column.name().toLowerCase(Locale.ROOT), values.size());
            values.add(JsonValue.of(column.type(), compiler));
        }
    }

    @Override
    public ReadRow read(byte @Nullable [] value, Headers headers) throws UnreadableRecordException {
        JsonNode object = parse(value);
        @Nullable Object[] row = new Object[schema.size()];
        List<String> unfit = new ArrayList<>();
        for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            Integer ordinal = ordinals.get(field.getKey().toLowerCase(Locale.ROOT));
            if (ordinal != null && !field.getValue().isNull()) {
                row[ordinal] = values.get(ordinal).read(field.getValue());
                if (row[ordinal] == null) {
                    unfit.add(schema.get(ordinal).name());
                }
            }
        }
        return new ReadRow(row, unfit);
    }

    private static JsonNode parse(byte @Nullable [] value) throws UnreadableRecordException {
        if (value == null || value.length == 0) {
            throw new UnreadableRecordException(Reason.EMPTY, "the record has no value");
        }
        try {
            JsonNode parsed = READER.readTree(value);
            if (parsed.isObject()) {
                return parsed;
            }
        } catch (IOException broken) {
            throw new UnreadableRecordException(Reason.MALFORMED, "the value is not JSON");
        }
        throw new UnreadableRecordException(Reason.MALFORMED, "the value is JSON and no object");
    }
}
