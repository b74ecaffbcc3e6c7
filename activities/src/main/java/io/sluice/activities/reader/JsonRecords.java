package io.sluice.activities.reader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * JSON documents as records of texts: strings as they are, numbers with every digit, nested values as JSON. What is no object, or
 * names a key twice, is corrupt and kept as text.
 */
final class JsonRecords {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .reader();

    private JsonRecords() {}

    /** Every key of the objects of a document. */
    static Set<String> names(String document) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode record : records(document)) {
            record.fieldNames().forEachRemaining(names::add);
        }
        return names;
    }

    /**
     * The records of documents.
     *
     * @param documents text and file
     * @return the columns, the corrupt record, the file
     */
    static Iterator<Row> rows(Iterator<Row> documents, List<String> columns) {
        return new Iterator<>() {
            private Iterator<Row> ready = List.<Row>of().iterator();

            @Override
            public boolean hasNext() {
                while (!ready.hasNext() && documents.hasNext()) {
                    Row document = documents.next();
                    ready = rows(document.getString(0), document.getString(1), columns);
                }
                return ready.hasNext();
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("No record is left");
                }
                return ready.next();
            }
        };
    }

    private static Iterator<Row> rows(String document, String file, List<String> columns) {
        if (document.isBlank()) {
            return List.<Row>of().iterator();
        }
        List<JsonNode> records = records(document);
        if (records.isEmpty() && !isEmptyArray(document)) {
            return List.of(row(null, document, file, columns)).iterator();
        }
        return records.stream()
                .map(record -> row(record, record.isObject() ? null : record.toString(), file, columns))
                .iterator();
    }

    private static Row row(@Nullable JsonNode record, @Nullable String corrupt, String file, List<String> columns) {
        @Nullable Object[] values = new Object[columns.size() + 2];
        for (int i = 0; i < columns.size(); i++) {
            values[i] = record == null ? null : text(record.get(columns.get(i)));
        }
        values[columns.size()] = corrupt;
        values[columns.size() + 1] = file;
        return RowFactory.create(values);
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** The records of a document: itself, or the elements of an array; none when it cannot be parsed. */
    private static List<JsonNode> records(String document) {
        try {
            JsonNode tree = READER.readTree(document);
            if (tree instanceof ObjectNode) {
                return List.of(tree);
            }
            List<JsonNode> elements = new ArrayList<>();
            if (tree.isArray()) {
                tree.forEach(elements::add);
            }
            return elements;
        } catch (JsonProcessingException broken) {
            return List.of();
        }
    }

    private static boolean isEmptyArray(String document) {
        return document.strip().matches("\\[\\s*]");
    }
}
