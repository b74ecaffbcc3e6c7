package io.sluice.activities.lake;

import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.TableIdentifier;

/** From definitions to the tables that hold their rows. */
public final class TableLayouts {
    /** The UTC day of a change point; for a carry row the first of its month. */
    public static final String DAY = "day";

    private TableLayouts() {}

    /** {@code trusted.<source>}: the schema's columns, then partition label, event time, event id, run and attempt. */
    public static TableLayout trusted(Source source) {
        List<Column> columns = sourceColumns(source);
        columns.add(new Column(SystemColumns.RUN, DataType.STRING));
        columns.add(new Column(SystemColumns.ATTEMPT, DataType.INT));
        return layout(TableNames.trusted(source.name()), columns, SystemColumns.PARTITION, identifying(source));
    }

    /**
     * {@code quarantine.<source>}: as trusted, then the row as it was received (JSON), the ids of the rules that refused the row, the worst severity, a reason
     * without values, and where the row was landed; for a row that has left quarantine since, as what (trusted, duplicate, dropped,
     * overlap), by which run and attempt, and when.
     */
    public static TableLayout quarantine(Source source) {
        List<Column> columns = sourceColumns(source);
        columns.add(new Column("_row", DataType.STRING));
        columns.add(new Column("_rules", DataType.array(DataType.STRING)));
        columns.add(new Column("_severity", DataType.STRING));
        columns.add(new Column("_reason", DataType.STRING));
        columns.add(new Column("_delivery", DataType.STRING));
        columns.add(new Column("_source_file", DataType.STRING));
        columns.add(new Column("_source_position", DataType.BIGINT));
        columns.add(new Column(SystemColumns.RUN, DataType.STRING));
        columns.add(new Column(SystemColumns.ATTEMPT, DataType.INT));
        columns.add(new Column("_released_as", DataType.STRING));
        columns.add(new Column("_released_run", DataType.STRING));
        columns.add(new Column("_released_attempt", DataType.INT));
        columns.add(new Column("_released_at", DataType.TIMESTAMP));
        // The row as it was received holds every identifying column.
        Set<String> identifying = identifying(source);
        identifying.add("_row");
        return layout(TableNames.quarantine(source.name()), columns, SystemColumns.PARTITION, identifying);
    }

    /**
     * {@code views.<view>_<version>}: day, entity keys, feature timestamp, carry flag, then per feature {@code <f>},
     * {@code <f>__ts} and {@code <f>__until}, and the run.
     */
    public static TableLayout view(ViewPlan plan, String version) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(DAY, DataType.DATE));
        columns.addAll(plan.entity().keys());
        columns.add(new Column("feature_timestamp", DataType.TIMESTAMP));
        columns.add(new Column("carry", DataType.BOOLEAN));
        for (FeaturePlan feature : plan.features()) {
            String name = feature.feature().name();
            columns.add(new Column(name, feature.type()));
            columns.add(new Column(name + "__ts", DataType.TIMESTAMP));
            columns.add(new Column(name + "__until", DataType.TIMESTAMP));
        }
        columns.add(new Column(SystemColumns.RUN, DataType.STRING));
        return layout(TableNames.view(plan.view().name(), version), columns, DAY, identifying(plan));
    }

    private static List<Column> sourceColumns(Source source) {
        List<Column> columns = new ArrayList<>(source.schema());
        columns.add(new Column(SystemColumns.PARTITION, DataType.STRING));
        columns.add(new Column(SystemColumns.EVENT_TIME, DataType.TIMESTAMP));
        columns.add(new Column(SystemColumns.EVENT_ID, DataType.STRING));
        return columns;
    }

    /** The columns whose values are to leave no trace in metadata: declared as personal, or part of the event's id. */
    public static Set<String> identifying(Source source) {
        Set<String> names = new LinkedHashSet<>(source.pii());
        names.addAll(source.eventId().columns());
        names.add(SystemColumns.EVENT_ID);
        return names;
    }

    /** Keys that a source declares identifying, and features whose value is made of such a column. */
    private static Set<String> identifying(ViewPlan plan) {
        Set<String> pii = new LinkedHashSet<>();
        plan.sources().forEach(source -> pii.addAll(source.source().pii()));
        Set<String> names = new LinkedHashSet<>();
        plan.entity().keys().stream().map(Column::name).filter(pii::contains).forEach(names::add);
        plan.features().stream()
                .map(FeaturePlan::feature)
                .filter(feature -> mentions(feature, pii))
                .map(Feature::name)
                .forEach(names::add);
        return names;
    }

    private static boolean mentions(Feature feature, Collection<String> columns) {
        String value = feature.value();
        return value != null
                && columns.stream()
                        .map(column -> Pattern.compile("\\b" + Pattern.quote(column) + "\\b", Pattern.CASE_INSENSITIVE))
                        .anyMatch(word -> word.matcher(value).find());
    }

    private static TableLayout layout(
            TableIdentifier name, List<Column> columns, String partition, Set<String> identifying) {
        Schema schema = IcebergTypes.schema(columns);
        Map<String, String> properties = new LinkedHashMap<>();
        // Bounds in manifests would keep what erasing rows must remove.
        identifying.forEach(column -> properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + column, "none"));
        PartitionSpec spec =
                PartitionSpec.builderFor(schema).identity(partition).build();
        return new TableLayout(name, schema, spec, properties);
    }
}
