package io.sluice.quality.rule;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows told apart. Both frames are lazy and evaluate the rules again when read.
 *
 * @param good the rows that fail no rule, with their own columns
 * @param failing the others, with a column {@code failedRules}: array of rule ids
 * @param unevaluated ids of rules that do not fit the columns; no row was refused on their account, and the audit reports
 *     them as UNKNOWN
 */
public record SplitRows(Dataset<Row> good, Dataset<Row> failing, List<String> unevaluated) {
    public SplitRows {
        unevaluated = List.copyOf(unevaluated);
    }
}
