package io.sluice.activities.reader.json;

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
public final class JsonRecords {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .reader();

    private JsonRecords() {}

    /** Every key of the objects of a document. */
    public static Set<String> names(String document, String items) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode record : records(document, items)) {
            record.fieldNames().forEachRemaining(names::add);
        }
        return names;
    }

    /**
     * The records of documents.
     *
     * @param documents text and file
     * @param items where the records are in a document
     * @return the columns, the corrupt record, the file
     */
    public static Iterator<Row> rows(Iterator<Row> documents, String items, List<String> columns) {
        return new Iterator<>() {
            private Iterator<Row> ready = List.<Row>of().iterator();

            @Override
            public boolean hasNext() {
                while (!ready.hasNext() && documents.hasNext()) {
                    Row document = documents.next();
                    ready = rows(document.getString(0), items, document.getString(1), columns);
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

    private static Iterator<Row> rows(String document, String items, String file, List<String> columns) {
        if (document.isBlank()) {
            return List.<Row>of().iterator();
        }
        List<JsonNode> records = records(document, items);
        if (records.isEmpty() && !isEmptyList(document, items)) {
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

    /**
     * A document.
     *
     * @throws JsonProcessingException when it is none, or names a key twice
     */
    public static JsonNode parsed(String document) throws JsonProcessingException {
        return READER.readTree(document);
    }

    /** A value as text; null for none. */
    public static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** The records of a document: what is at the path, or its elements when that is a list; none when it cannot be parsed. */
    private static List<JsonNode> records(String document, String items) {
        try {
            JsonNode found = JsonItems.at(parsed(document), items);
            if (found instanceof ObjectNode) {
                return List.of(found);
            }
            List<JsonNode> elements = new ArrayList<>();
            if (found.isArray()) {
                found.forEach(elements::add);
            }
            return elements;
        } catch (JsonProcessingException broken) {
            return List.of();
        }
    }

    private static boolean isEmptyList(String document, String items) {
        try {
            JsonNode found = JsonItems.at(parsed(document), items);
            return found.isArray() && found.isEmpty();
        } catch (JsonProcessingException broken) {
            return false;
        }
    }
}
