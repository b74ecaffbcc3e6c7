package io.sluice.activities.ingest.mend;

import io.sluice.activities.fixer.Fixer;
import io.sluice.activities.fixer.FixerRow;
import io.sluice.activities.spark.RowValues;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.jspecify.annotations.Nullable;

/** Calls a fixer for one row; what it may not change, or cannot, stays as it was. */
final class FixerFunction implements UDF2<Row, Row, Row> {
    private static final long serialVersionUID = 1;

    private final Fixer fixer;
    private final List<Column> schema;
    private final List<Column> touched;
    private final List<String> received;

    /** @param received the names of the columns that landed, in the order of the second struct */
    FixerFunction(Fixer fixer, List<Column> schema, List<Column> touched, List<String> received) {
        this.fixer = fixer;
        this.schema = List.copyOf(schema);
        this.touched = List.copyOf(touched);
        this.received = List.copyOf(received);
    }

    @Override
    public Row call(Row typed, Row texts) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < schema.size(); i++) {
            values.put(schema.get(i).name(), RowValues.toKernel(schema.get(i).type(), typed.get(i)));
        }
        Map<String, @Nullable Object> fixed = fixed(new FixerRow(texts(texts), values));
        @Nullable Object[] result = new Object[touched.size()];
        for (int i = 0; i < result.length; i++) {
            Column column = touched.get(i);
            Object value = fixed.getOrDefault(column.name(), values.get(column.name()));
            result[i] = RowValues.toSpark(column.type(), value);
        }
        return RowFactory.create(result);
    }

    /**
     * What it gave, or nothing when that cannot be taken: then the gate judges the row as before. Whatever it throws is about this row;
     * a task that died of it would be run again and again.
     */
    private Map<String, @Nullable Object> fixed(FixerRow row) {
        try {
            Map<String, @Nullable Object> fixed = new LinkedHashMap<>(fixer.fix(row));
            boolean fits = touched.stream().allMatch(column -> Fitting.fits(column.type(), fixed.get(column.name())));
            return fits ? fixed : Map.of();
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError cannot) {
            return Map.of();
        }
    }

    private Map<String, String> texts(Row row) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < received.size(); i++) {
            String text = row.getString(i);
            if (text != null) {
                String name = received.get(i).toLowerCase(Locale.ROOT);
                boolean beside = name.endsWith(Typing.AS_STRING);
                // The text of what did not fit the landed type.
                texts.put(beside ? name.substring(0, name.length() - Typing.AS_STRING.length()) : name, text);
            }
        }
        return texts;
    }
}
