package io.sluice.activities.training.join;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Joins rows with the past of their tuples. Rows out are rows in, in no order, whatever the ties and duplicates on either side.
 *
 * <p>The tuple of a row is its columns {@link #tuple} 0, 1, …, which have the same types on both sides; its instant is {@link
 * #AT}, a number. A tuple with a NULL matches nothing, and neither does a NULL instant.
 */
public interface AsOfJoin {
    /** The column of a row's instant. */
    String AT = "_at";

    /** The column of a part of a row's tuple. */
    static String tuple(int part) {
        return "_k" + part;
    }

    /**
     * The rows with the values of all pasts; without a match, the past's defaults.
     *
     * @param rows any columns besides tuple and instant; none of them is called like a value
     * @param tuple how many columns the tuple has
     */
    Dataset<Row> join(Dataset<Row> rows, int tuple, List<Past> pasts);

    /** The engine of a name: merge or union. */
    static AsOfJoin named(String name, SparkSession session) {
        return name.equals("union") ? new UnionJoin() : new MergeJoin(session);
    }
}
