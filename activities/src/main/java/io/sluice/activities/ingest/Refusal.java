package io.sluice.activities.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.ingest.StagingColumns.Status;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Why rows that have a status are refused after all.
 *
 * @param reason without values
 */
public record Refusal(String rule, String reason) {
    private static final String MARK = "_refused";

    /** Refuses the rows for which the condition is true. */
    public Dataset<Row> of(Dataset<Row> rows, Column which) {
        return rows.withColumn(MARK, which)
                .withColumn(StagingColumns.RULES, with(StagingColumns.RULES, rule))
                .withColumn(StagingColumns.REASONS, with(StagingColumns.REASONS, reason))
                .withColumn(
                        StagingColumns.STATUS,
                        when(col(MARK), Status.REFUSED.name()).otherwise(col(StagingColumns.STATUS)))
                .drop(MARK);
    }

    private static Column with(String list, String more) {
        return when(col(MARK), array_union(col(list), array(lit(more)))).otherwise(col(list));
    }
}
