package io.sluice.activities.lake;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.PropertyUtil;

/** How a table is created: name, columns, partitioning, properties. */
public record TableLayout(TableIdentifier name, Schema schema, PartitionSpec spec, Map<String, String> properties) {
    /** Concurrent partitions commit to one table: the default of 4 gives up too early. */
    private static final String RETRIES = "20";

    /**
     * Whoever reads Parquet in batches makes room outside of the heap for all values of a batch. As many as 100 columns have at
     * Iceberg's default of 5,000 rows; thousands of columns would want gigabytes (decision 074).
     */
    private static final int VALUES_AT_ONCE = 100 * TableProperties.PARQUET_BATCH_SIZE_DEFAULT;

    public TableLayout {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(TableProperties.FORMAT_VERSION, "2");
        all.put(TableProperties.COMMIT_NUM_RETRIES, RETRIES);
        all.put(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true");
        all.put(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "50");
        all.putAll(properties);
        properties = Collections.unmodifiableMap(all);
    }

    /** Whether a table has every column that may be NULL, with its type, and every property that its columns need. */
    boolean fits(Table table) {
        return missing(table).isEmpty()
                && wider(table).isEmpty()
                && unset(table).isEmpty()
                && rowsAtOnce(table) <= mostAtOnce(table);
    }

    /** Changes a table so that it {@link #fits}. */
    void widen(Table table) {
        Transaction transaction = table.newTransaction();
        UpdateSchema update = transaction.updateSchema();
        missing(table).forEach(column -> update.addColumn(column.name(), column.type()));
        wider(table)
                .forEach(column ->
                        update.updateColumn(column.name(), column.type().asPrimitiveType()));
        update.commit();
        UpdateProperties set = transaction.updateProperties();
        unset(table).forEach(key -> set.set(key, properties.get(key)));
        if (rowsAtOnce(table) > mostAtOnce(table)) {
            set.set(TableProperties.PARQUET_BATCH_SIZE, String.valueOf(mostAtOnce(table)));
        }
        set.commit();
        transaction.commitTransaction();
    }

    private List<NestedField> missing(Table table) {
        return schema.columns().stream()
                .filter(column -> column.isOptional() && table.schema().findField(column.name()) == null)
                .toList();
    }

    private List<NestedField> wider(Table table) {
        return schema.columns().stream()
                .filter(column -> {
                    NestedField there = table.schema().findField(column.name());
                    return there != null
                            && column.type().isPrimitiveType()
                            && !there.type().equals(column.type())
                            && TypeUtil.isPromotionAllowed(
                                    there.type(), column.type().asPrimitiveType());
                })
                .toList();
    }

    private static int rowsAtOnce(Table table) {
        return PropertyUtil.propertyAsInt(
                table.properties(), TableProperties.PARQUET_BATCH_SIZE, TableProperties.PARQUET_BATCH_SIZE_DEFAULT);
    }

    /** Counts the columns that others have added, too: those of landing come with deliveries. */
    private int mostAtOnce(Table table) {
        int columns = table.schema().columns().size() + missing(table).size();
        return Math.min(TableProperties.PARQUET_BATCH_SIZE_DEFAULT, Math.max(1, VALUES_AT_ONCE / Math.max(1, columns)));
    }

    /** What is to be known of a column's values may change; other properties are those of the table's first day. */
    private List<String> unset(Table table) {
        return properties.keySet().stream()
                .filter(key -> key.startsWith(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX))
                .filter(key -> !table.properties().containsKey(key))
                .toList();
    }
}
