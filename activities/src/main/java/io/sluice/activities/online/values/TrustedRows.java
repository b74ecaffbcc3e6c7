package io.sluice.activities.online.values;

import io.sluice.activities.expression.CompiledInputs;
import io.sluice.activities.lake.value.IcebergValues;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.SystemColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/** The rows of one entity in a source's trusted table, as a view sees them. Reads the whole table: for looking into one value. */
final class TrustedRows {
    private final List<Column> schema;
    private final CompiledInputs inputs;

    TrustedRows(SourcePlan plan, ExpressionCompiler compiler) {
        this.schema = plan.source().schema();
        this.inputs = new CompiledInputs(plan, compiler);
    }

    /** Rows with these keys and an event time before {@code instant}, in no order. */
    List<SourceRow> of(Table table, long snapshotId, List<Column> keys, List<Object> wanted, long instant) {
        List<SourceRow> rows = new ArrayList<>();
        try (CloseableIterable<Record> records = IcebergGenerics.read(table)
                .useSnapshot(snapshotId)
                .where(filter(keys, wanted, instant))
                .build()) {
            for (Record record : records) {
                if (matches(record, keys, wanted)) {
                    rows.add(row(record));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static Expression filter(List<Column> keys, List<Object> wanted, long instant) {
        Expression all = Expressions.lessThan(SystemColumns.EVENT_TIME, Math.multiplyExact(instant, 1000L));
        for (int i = 0; i < keys.size(); i++) {
            DataType.Kind kind = keys.get(i).type().kind();
            if (kind == DataType.Kind.STRING || kind == DataType.Kind.BIGINT || kind == DataType.Kind.INT) {
                all = Expressions.and(all, Expressions.equal(keys.get(i).name(), wanted.get(i)));
            }
        }
        return all;
    }

    private static boolean matches(Record record, List<Column> keys, List<Object> wanted) {
        for (int i = 0; i < keys.size(); i++) {
            Column key = keys.get(i);
            if (!Objects.deepEquals(IcebergValues.value(record.getField(key.name()), key.type()), wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private SourceRow row(Record record) {
        @Nullable Object[] columns = new Object[schema.size()];
        for (int i = 0; i < columns.length; i++) {
            Column column = schema.get(i);
            columns[i] = IcebergValues.value(record.getField(column.name()), column.type());
        }
        long eventTime = IcebergValues.millis(record.getField(SystemColumns.EVENT_TIME), 0);
        return inputs.row(eventTime, String.valueOf(record.getField(SystemColumns.EVENT_ID)), columns);
    }
}
