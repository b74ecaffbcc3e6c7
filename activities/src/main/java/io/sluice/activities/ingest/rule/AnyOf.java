package io.sluice.activities.ingest.rule;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Column;

/** Whether any of many conditions is true: one flat expression, because Spark takes minutes to plan thousands of ORs. */
final class AnyOf {
    private AnyOf() {}

    /** True or false, never NULL: a condition that is NULL counts as false. */
    static Column of(List<Column> conditions) {
        Column greatest = switch (conditions.size()) {
            case 0 -> lit(false);
            case 1 -> conditions.get(0);
            default -> greatest(conditions.toArray(Column[]::new));
        };
        return coalesce(greatest, lit(false));
    }
}
