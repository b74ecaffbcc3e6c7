package io.sluice.quality.profile;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Columns;
import io.sluice.quality.sql.Names;
import io.sluice.quality.sql.SparkColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Looks at the columns of numbers and of texts, or at some 50,000 of the rows when there are more: enough to draw them. In two
 * samples of one column the same value comes about as often, so that profiles of samples compare, too.
 */
public final class Profiler {
    /** A page with more pictures is no longer looked at. */
    static final int COLUMNS = 40;

    /** Texts take more room than numbers, here and on the page. */
    static final int TEXTS = 20;

    private static final long ROWS = 50_000;
    private static final long SEED = 42;

    private Profiler() {}

    /**
     * Profiles the first numeric columns and the first of texts, true and false. Runs one Spark job that reads only these columns.
     *
     * @param rows how many there are
     * @param leftOut columns whose values must not be shown
     */
    public static TableProfile of(Dataset<Row> data, long rows, Set<String> leftOut) {
        List<String> numbers = names(data, column -> Columns.isNumeric(column.type()), leftOut, COLUMNS);
        List<String> texts = names(data, Profiler::isText, leftOut, TEXTS);
        if (rows <= 0 || numbers.isEmpty() && texts.isEmpty()) {
            return TableProfile.NONE;
        }
        boolean sampled = rows > ROWS;
        // Without a limit, which would have Spark look at one partition after the other. What is not looked at is not
        // cast.
        List<Row> seen = (sampled ? data.sample((double) ROWS / rows, SEED) : data)
                .select(Stream.concat(
                                numbers.stream().map(Profiler::number),
                                texts.stream().map(Profiler::text))
                        .toArray(org.apache.spark.sql.Column[]::new))
                .collectAsList();
        List<ColumnProfile> columns = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            columns.add(spread(numbers.get(i), i, seen));
        }
        List<TextProfile> values = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            values.add(values(texts.get(i), numbers.size() + i, seen));
        }
        return new TableProfile(sampled, columns, values);
    }

    private static List<String> names(Dataset<Row> data, Predicate<Column> wanted, Set<String> leftOut, int most) {
        return SparkColumns.of(data.schema()).stream()
                .filter(wanted)
                .map(Column::name)
                .filter(name -> !leftOut.contains(name))
                .limit(most)
                .toList();
    }

    private static boolean isText(Column column) {
        return column.type().kind() == DataType.Kind.STRING || column.type().kind() == DataType.Kind.BOOLEAN;
    }

    private static org.apache.spark.sql.Column number(String name) {
        return functions.col(Names.quoted(name)).cast("double");
    }

    /** Cut before it travels: a text may have ten million characters. */
    private static org.apache.spark.sql.Column text(String name) {
        return functions.col(Names.quoted(name)).cast("string").substr(1, TextProfile.LONGEST + 1);
    }

    private static ColumnProfile spread(String column, int position, List<Row> rows) {
        DoubleStream values = rows.stream()
                .filter(row -> !row.isNullAt(position))
                .mapToDouble(row -> row.getDouble(position))
                .filter(Double::isFinite);
        return new Spread(values.toArray()).profile(column, rows.size());
    }

    private static TextProfile values(String column, int position, List<Row> rows) {
        Tally values = new Tally();
        rows.stream().filter(row -> !row.isNullAt(position)).forEach(row -> values.add(row.getString(position)));
        return values.profile(column, rows.size());
    }
}
