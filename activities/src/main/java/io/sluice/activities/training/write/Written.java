package io.sluice.activities.training.write;

import io.sluice.definitions.model.Column;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;

/**
 * Rows in files that nobody reads yet.
 *
 * @param nulls NULLs by column
 * @param contentHash SHA-256 of columns and rows, whatever the order of rows and files
 */
public record Written(
        List<DataFile> files, long rows, List<Column> columns, Map<String, Long> nulls, String contentHash) {}
