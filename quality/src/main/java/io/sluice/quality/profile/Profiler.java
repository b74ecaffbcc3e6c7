package io.sluice.quality.profile;

import io.sluice.definitions.model.Column;
import io.sluice.quality.form.Columns;
import io.sluice.quality.sql.Names;
import io.sluice.quality.sql.SparkColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Looks at the numeric columns of rows, or at some 50,000 of the rows when there are more: enough to draw them. */
public final class Profiler {
    /** A page with more pictures is no longer looked at. */
    static final int COLUMNS = 40;

    private static final long ROWS = 50_000;
    private static final long SEED = 42;

    private Profiler() {}

    /**
     * Profiles the first numeric columns. Runs one Spark job that reads only these columns.
     *
     * @param rows how many there are
     * @param leftOut columns whose values must not be shown
     */
    public static TableProfile of(Dataset<Row> data, long rows, Set<String> leftOut) {
        List<String> columns = SparkColumns.of(data.schema()).stream()
                .filter(column -> Columns.isNumeric(column.type()))
                .map(Column::name)
                .filter(name -> !leftOut.contains(name))
                .limit(COLUMNS)
                .toList();
        if (columns.isEmpty() || rows <= 0) {
            return TableProfile.NONE;
        }
        boolean sampled = rows > ROWS;
        Dataset<Row> numbers = data.select(columns.stream()
                .map(name -> functions.col(Names.quoted(name)).cast("double"))
                .toArray(org.apache.spark.sql.Column[]::new));
        // Without a limit, which would have Spark look at one partition after the other.
        List<Row> seen = (sampled ? numbers.sample((double) ROWS / rows, SEED) : numbers).collectAsList();
        List<ColumnProfile> profiles = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            profiles.add(profile(columns.get(i), i, seen));
        }
        return new TableProfile(sampled, profiles);
    }

    private static ColumnProfile profile(String column, int position, List<Row> rows) {
        DoubleStream values = rows.stream()
                .filter(row -> !row.isNullAt(position))
                .mapToDouble(row -> row.getDouble(position))
                .filter(Double::isFinite);
        return new Spread(values.toArray()).profile(column, rows.size());
    }
}
