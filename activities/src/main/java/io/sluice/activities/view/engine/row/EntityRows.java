package io.sluice.activities.view.engine.row;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_millis;

import io.sluice.activities.expression.SparkExpressions;
import io.sluice.activities.spark.SparkTypes;
import io.sluice.activities.typing.Typing;
import io.sluice.activities.view.engine.row.RowLayout.Derived;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.model.SystemColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Trusted rows as a view sees them, in the columns of a {@link RowLayout}. */
public final class EntityRows {
    private final ViewPlan plan;
    private final RowLayout layout;
    private final SparkExpressions expressions = new SparkExpressions();

    public EntityRows(ViewPlan plan, RowLayout layout) {
        this.plan = plan;
        this.layout = layout;
    }

    /** Rows with certain keys; both have key columns as {@link #keys} gives them. */
    public static Dataset<Row> ofEntities(Dataset<Row> rows, Dataset<Row> keys) {
        return rows.join(
                keys,
                scala.collection.JavaConverters.asScalaBuffer(List.of(keys.columns()))
                        .toSeq(),
                "left_semi");
    }

    /** The entity keys of rows; a NULL in a key is nobody. */
    public Dataset<Row> keys(Dataset<Row> trusted) {
        return trusted.filter(isKnown()).select(keyColumns().toArray(Column[]::new));
    }

    /**
     * The rows of one source that say something about an entity, without their segment.
     *
     * @param trusted the rows of its trusted table
     */
    public Dataset<Row> of(int source, Dataset<Row> trusted) {
        SourcePlan sourcePlan = plan.sources().get(source);
        List<Column> columns = keyColumns();
        Column time = unix_millis(col(SystemColumns.EVENT_TIME));
        columns.add(lit(0).as(RowLayout.SEGMENT));
        columns.add(time.plus(sourcePlan.source().delay().toMillis()).as(RowLayout.ARRIVAL));
        columns.add(lit(source).as(RowLayout.SOURCE));
        columns.add((layout.isOrdered(source) ? col(SystemColumns.EVENT_ID) : lit("")).as(RowLayout.ID));
        for (int i = 0; i < layout.derived().size(); i++) {
            columns.add(derived(source, layout.derived().get(i)).as(RowLayout.derived(i)));
        }
        Dataset<Row> rows = trusted.filter(isKnown()).select(columns.toArray(Column[]::new));
        return saysSomething(source, rows);
    }

    private Dataset<Row> saysSomething(int source, Dataset<Row> rows) {
        Column anything = lit(false);
        for (int input = 0; input < layout.inputs(source); input++) {
            int passes = layout.passes(source, input);
            if (passes == RowLayout.NONE) {
                return rows;
            }
            anything = anything.or(col(RowLayout.derived(passes - layout.id() - 1)));
        }
        return rows.filter(anything);
    }

    private Column isKnown() {
        Column known = lit(true);
        for (io.sluice.definitions.model.Column key : plan.entity().keys()) {
            known = known.and(keyValue(key).isNotNull());
        }
        return known;
    }

    private List<Column> keyColumns() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < plan.entity().keys().size(); i++) {
            columns.add(keyValue(plan.entity().keys().get(i)).as(RowLayout.key(i)));
        }
        return columns;
    }

    private static Column keyValue(io.sluice.definitions.model.Column key) {
        return Typing.quoted(key.name()).cast(SparkTypes.of(key.type()));
    }

    private Column derived(int source, Derived derived) {
        List<io.sluice.definitions.model.Column> schema =
                plan.sources().get(source).source().schema();
        if (derived.value() == null) {
            Column passes = lit(derived.source() == source);
            for (String filter : derived.source() == source ? derived.filters() : List.<String>of()) {
                // Three-valued: what is neither true nor false does not pass.
                passes = passes.and(coalesce(expressions.column(filter, schema), lit(false)));
            }
            return passes;
        }
        Column value = derived.source() == source ? expressions.column(derived.value(), schema) : lit(null);
        return value.cast(SparkTypes.of(Objects.requireNonNull(derived.type(), "type is null")));
    }
}
