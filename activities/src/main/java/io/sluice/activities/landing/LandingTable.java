package io.sluice.activities.landing;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableLayout;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.Source;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** {@code landing.<source>}: created with the first delivery, widened by later ones, never narrowed. */
final class LandingTable {
    private static final int TRIES = 5;

    private static final Schema SCHEMA = new Schema(
            Types.NestedField.optional(1, LandingColumns.FILE, Types.StringType.get()),
            Types.NestedField.optional(2, LandingColumns.POSITION, Types.LongType.get()),
            Types.NestedField.optional(3, LandingColumns.CORRUPT, Types.StringType.get()),
            Types.NestedField.optional(4, LandingColumns.DELIVERY, Types.StringType.get()),
            Types.NestedField.optional(5, LandingColumns.PARTITION, Types.StringType.get()));

    private static final PartitionSpec SPEC = PartitionSpec.builderFor(SCHEMA)
            .identity(LandingColumns.PARTITION)
            .identity(LandingColumns.DELIVERY)
            .build();

    private final Lake lake;
    private final Source source;

    LandingTable(Lake lake, Source source) {
        this.lake = lake;
        this.source = source;
    }

    String name() {
        return TableNames.landing(source.name()).toString();
    }

    Table load() {
        return lake.loadOrCreate(layout(source));
    }

    /** The received columns that the table has, as Spark sees them. */
    static StructType received(Table table) {
        StructType columns = new StructType();
        for (org.apache.spark.sql.types.StructField field :
                SparkSchemaUtil.convert(table.schema()).fields()) {
            if (!LandingColumns.ALL.contains(field.name())) {
                columns = columns.add(field);
            }
        }
        return columns;
    }

    /** Adds columns; one that somebody else added meanwhile is left as it is. */
    void add(Map<String, DataType> columns) {
        for (int attempt = 1; !columns.isEmpty(); attempt++) {
            try {
                addTo(load(), columns);
                return;
            } catch (CommitFailedException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private void addTo(Table table, Map<String, DataType> columns) {
        Transaction transaction = table.newTransaction();
        List<String> names = columns.keySet().stream()
                .filter(name -> table.schema().caseInsensitiveFindField(name) == null)
                .toList();
        UpdateSchema schema = transaction.updateSchema();
        names.forEach(name -> schema.addColumn(name, SparkSchemaUtil.convert(columns.get(name))));
        schema.commit();
        UpdateProperties properties = transaction.updateProperties();
        names.stream()
                .filter(this::identifying)
                .forEach(name -> properties.set(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + name, "none"));
        properties.commit();
        transaction.commitTransaction();
    }

    /** Identifying columns leave no bounds in metadata, so that erasing rows erases them everywhere. */
    private boolean identifying(String landed) {
        return source.pii().stream().anyMatch(column -> isOrHolds(landed, column))
                || source.eventId().columns().stream().anyMatch(column -> isOrHolds(landed, column));
    }

    private static boolean isOrHolds(String landed, String column) {
        return landed.equalsIgnoreCase(column) || landed.equalsIgnoreCase(Typing.asString(column));
    }

    private static TableLayout layout(Source source) {
        return new TableLayout(
                TableNames.landing(source.name()),
                SCHEMA,
                SPEC,
                Map.of(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + LandingColumns.CORRUPT, "none"));
    }
}
