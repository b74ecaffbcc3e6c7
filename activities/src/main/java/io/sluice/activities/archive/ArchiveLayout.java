package io.sluice.activities.archive;

import io.sluice.activities.lake.IcebergTypes;
import io.sluice.activities.lake.TableLayout;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.lake.TableNames;
import io.sluice.definitions.model.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;

/** How {@code events.<source>} is created: one partition for each UTC day on which the log took the records (decision 058). */
final class ArchiveLayout {
    /** A writer holds a row group in memory; workers of streams have small heaps. */
    private static final String ROW_GROUP_BYTES = String.valueOf(32 * 1024 * 1024);

    private ArchiveLayout() {}

    static TableLayout of(Source source) {
        Schema schema = IcebergTypes.schema(ArchiveColumns.of(source));
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, ROW_GROUP_BYTES);
        // Bounds in manifests would keep what erasing rows must remove.
        TableLayouts.identifying(source).forEach(column -> properties.put(metrics(column), "none"));
        List.of(ArchiveColumns.KEY, ArchiveColumns.RAW, ArchiveColumns.RECORD)
                .forEach(column -> properties.put(metrics(column), "none"));
        PartitionSpec days =
                PartitionSpec.builderFor(schema).day(ArchiveColumns.LOGGED_AT).build();
        return new TableLayout(TableNames.events(source.name()), schema, days, properties);
    }

    private static String metrics(String column) {
        return TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + column;
    }
}
