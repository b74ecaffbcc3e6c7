package io.sluice.quality.anomaly;

import io.sluice.definitions.model.Column;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Columns;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Parameter.Kind;
import io.sluice.quality.form.RowCounting;
import io.sluice.quality.history.History;
import io.sluice.quality.history.MetricName;
import io.sluice.quality.measure.GroupCounts;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A number that is measured on each partition and compared with what it was on the last certified ones. */
enum WatchedMetric {
    ROW_COUNT("count(1)"),
    NULL_SHARE("avg(CASE WHEN %s IS NULL THEN 1D ELSE 0D END)"),
    MEAN("avg(%s)"),
    SUM("sum(CAST(%s AS DOUBLE))"),
    MIN("min(CAST(%s AS DOUBLE))"),
    MAX("max(CAST(%s AS DOUBLE))"),
    STDEV("stddev_samp(%s)"),
    DISTINCT_COUNT("");

    /** The parameters of expectations about a watched metric. */
    static final List<Parameter> PARAMETERS = List.of(
            Parameter.optional("column", Kind.COLUMN),
            Parameter.optional(
                    "metric", Stream.of(values()).map(WatchedMetric::word).toList()),
            Parameter.optional("last", Kind.INTEGER),
            Parameter.optional("min_history", Kind.INTEGER),
            Parameter.optional("on_short_history", List.of("pass", "unknown")));

    private final String aggregate;

    WatchedMetric(String aggregate) {
        this.aggregate = aggregate;
    }

    static WatchedMetric of(Arguments arguments) {
        return valueOf(arguments.choice("metric", "row_count").toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> problems(Arguments arguments) {
        List<String> problems = new ArrayList<>();
        boolean named = arguments.value("column").isPresent();
        if (named == (this == ROW_COUNT)) {
            problems.add("metric " + word() + (named ? " is not about a column" : " needs a column"));
        } else if (named
                && needsNumbers()
                && !Columns.isNumeric(arguments.column().type())) {
            Column column = arguments.column();
            problems.add("column " + column.name() + " has type " + column.type() + ", which is not a number");
        }
        for (String name : List.of("last", "min_history")) {
            arguments
                    .value(name)
                    .filter(written -> ((Number) written).longValue() < 1)
                    .ifPresent(written -> problems.add(name + " must be at least 1, not " + written));
        }
        return problems;
    }

    Measure measure(Arguments arguments) {
        if (this == ROW_COUNT) {
            return Measure.count(arguments.condition());
        }
        String column = Names.quoted(arguments.text("column"));
        if (this == DISTINCT_COUNT) {
            return new Measure.Grouping(
                    List.of(arguments.text("column")), RowCounting.and(arguments.condition(), column + " IS NOT NULL"));
        }
        return Measure.aggregate(String.format(aggregate, column), arguments.condition());
    }

    /** The measured number; null when there are no values. */
    @Nullable
    Double number(@Nullable Object measured) {
        if (measured == null) {
            return null;
        }
        double number = measured instanceof GroupCounts counts ? counts.groups() : ((Number) measured).doubleValue();
        return Double.isNaN(number) ? null : number;
    }

    String subject(Arguments arguments) {
        String words = word().replace('_', ' ');
        return this == ROW_COUNT
                ? "the number of rows"
                : "the " + words + " of " + arguments.value("column").orElseThrow();
    }

    /**
     * The last values that the expectation itself observed, the oldest first; the number of rows is known of every audit,
     * so that a new expectation about it has a history at once.
     */
    List<Double> past(Arguments arguments, int otherwise) {
        History history = arguments.surroundings().history();
        @Nullable
        String column = arguments.value("column").map(String.class::cast).orElse(null);
        List<Double> own = history.values(new MetricName(arguments.rule(), "observed", column));
        boolean whole = this == ROW_COUNT && arguments.value("row_condition").isEmpty();
        List<Double> all = whole ? history.values(new MetricName("gate", "rows", null)) : own;
        int last = whole(arguments, "last", otherwise);
        return all.subList(Math.max(0, all.size() - last), all.size());
    }

    static int whole(Arguments arguments, String name, int otherwise) {
        return arguments
                .value(name)
                .map(Number.class::cast)
                .map(Number::intValue)
                .orElse(otherwise);
    }

    private boolean needsNumbers() {
        return this != NULL_SHARE && this != DISTINCT_COUNT;
    }
}
