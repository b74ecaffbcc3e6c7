package io.sluice.workflows.training;

import io.sluice.workflows.input.InvalidInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the labels of a training set are.
 *
 * @param table a table of the lake, such as labels.purchases; read at its current snapshot
 * @param path a file, a folder or a glob of Parquet or CSV files; instead of a table
 * @param rowId the column that names a row; without one, rows are named by their content
 * @param keys label columns that hold entity keys, each under the key's own name, or as {@code key=column}
 * @param timestamp the column that holds the instant up to which a label may see
 */
public record LabelsInput(
        @Nullable String table,
        @Nullable String path,
        @Nullable String rowId,
        List<String> keys,
        String timestamp) {
    public LabelsInput {
        if ((table == null) == (path == null)) {
            throw new InvalidInputException(
                    "labels come from a table or from a path: write exactly one of" + " labels.table and labels.path");
        }
        if (keys.isEmpty()) {
            throw new InvalidInputException("field labels.keys is empty; expected the columns that hold entity keys");
        }
        keys = List.copyOf(keys);
    }
}
