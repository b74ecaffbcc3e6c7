package io.sluice.activities.view;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_millis;

import io.sluice.activities.expression.SparkExpressions;
import io.sluice.activities.spark.SparkTypes;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.ViewPlan.Input;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.model.SystemColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trusted rows as a view sees them, of all its sources in one frame: entity keys, arrival (event time + delay), source, event
 * time and id, then per feature whether the row passes its filters and what value it gives.
 */
final class EntityRows {
    static final String ARRIVAL = "_arrival";
    static final String SOURCE = "_source";
    static final String TIME = "_time";
    static final String ID = "_id";

    private final ViewPlan plan;
    private final SparkExpressions expressions = new SparkExpressions();

    EntityRows(ViewPlan plan) {
        this.plan = plan;
    }

    /** The name of the column with a key of the entity. */
    static String key(int index) {
        return "_key" + index;
    }

    /** The name of the column that tells whether a row passes the filters of a feature. */
    static String passes(int feature) {
        return "_passes" + feature;
    }

    /** The name of the column with what a row gives to a feature. */
    static String value(int feature) {
        return "_value" + feature;
    }

    /**
     * The rows of one source that say something about an entity; a NULL in a key is nobody.
     *
     * @param trusted the rows of its trusted table
     */
    Dataset<Row> of(int source, Dataset<Row> trusted) {
        SourcePlan sourcePlan = plan.sources().get(source);
        List<Column> columns = new ArrayList<>();
        Column known = lit(true);
        for (int i = 0; i < plan.entity().keys().size(); i++) {
            io.sluice.definitions.model.Column key = plan.entity().keys().get(i);
            Column value = Typing.quoted(key.name()).cast(SparkTypes.of(key.type()));
            known = known.and(value.isNotNull());
            columns.add(value.as(key(i)));
        }
        Column time = unix_millis(col(SystemColumns.EVENT_TIME));
        columns.add(time.plus(sourcePlan.source().delay().toMillis()).as(ARRIVAL));
        columns.add(lit(source).as(SOURCE));
        columns.add(time.as(TIME));
        columns.add(col(SystemColumns.EVENT_ID).as(ID));
        Column anything = lit(false);
        for (int feature = 0; feature < plan.features().size(); feature++) {
            columns.add(passes(sourcePlan, feature).as(passes(feature)));
            columns.add(value(sourcePlan, feature).as(value(feature)));
            anything = anything.or(col(passes(feature)));
        }
        return trusted.filter(known).select(columns.toArray(Column[]::new)).filter(anything);
    }

    private Column passes(SourcePlan source, int feature) {
        Column passes = lit(false);
        for (Input input : source.inputs()) {
            if (input.feature() == feature) {
                passes = lit(true);
                for (String filter : input.filters()) {
                    // Three-valued: what is neither true nor false does not pass.
                    passes = passes.and(
                            coalesce(expressions.column(filter, source.source().schema()), lit(false)));
                }
            }
        }
        return passes;
    }

    private Column value(SourcePlan source, int feature) {
        FeaturePlan featurePlan = plan.features().get(feature);
        if (featurePlan.inputType() == null) {
            return lit(null).cast("boolean");
        }
        org.apache.spark.sql.types.DataType type = SparkTypes.of(Objects.requireNonNull(featurePlan.inputType()));
        for (Input input : source.inputs()) {
            if (input.feature() == feature && input.value() != null) {
                return expressions
                        .column(input.value(), source.source().schema())
                        .cast(type);
            }
        }
        return lit(null).cast(type);
    }

    /** Rows of one entity together and in the kernel's order; ids as Spark compares texts, by unsigned bytes. */
    Dataset<Row> ordered(Dataset<Row> rows) {
        List<Column> keys = new ArrayList<>();
        for (int i = 0; i < plan.entity().keys().size(); i++) {
            keys.add(col(key(i)));
        }
        List<Column> order = new ArrayList<>(keys);
        order.addAll(List.of(col(ARRIVAL), col(SOURCE), col(ID)));
        return rows.repartition(keys.toArray(Column[]::new)).sortWithinPartitions(order.toArray(Column[]::new));
    }
}
