package io.sluice.activities.lake;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.TableIdentifier;

/** How a table is created: name, columns, partitioning, properties. */
public record TableLayout(TableIdentifier name, Schema schema, PartitionSpec spec, Map<String, String> properties) {
    /** Concurrent partitions commit to one table: the default of 4 gives up too early. */
    private static final String RETRIES = "20";

    public TableLayout {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(TableProperties.FORMAT_VERSION, "2");
        all.put(TableProperties.COMMIT_NUM_RETRIES, RETRIES);
        all.put(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true");
        all.put(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "50");
        all.putAll(properties);
        properties = Collections.unmodifiableMap(all);
    }
}
