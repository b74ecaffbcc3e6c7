package io.sluice.activities.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types.NestedField;

/** Finds from when on a table's newest files have rows, by what manifests say about them: no data file is opened. */
final class NewestFiles {
    private NewestFiles() {}

    static Expression since(Table table, String time, int files) {
        NestedField column = table.schema().findField(time);
        List<Long> latest = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().includeColumnStats(List.of(time)).planFiles()) {
            tasks.forEach(task -> latest.add(Conversions.fromByteBuffer(
                    column.type(), task.file().upperBounds().get(column.fieldId()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        latest.sort(Comparator.reverseOrder());
        return latest.size() <= files
                ? Expressions.alwaysTrue()
                : Expressions.greaterThanOrEqual(time, latest.get(files - 1));
    }
}
