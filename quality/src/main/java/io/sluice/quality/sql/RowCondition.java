package io.sluice.quality.sql;

import io.sluice.definitions.name.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.Star;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.Unevaluable;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import scala.collection.JavaConverters;

/**
 * Row conditions: Spark SQL that may only look at the row. Catalyst by itself would also accept functions that run any
 * code, subqueries, and a stray word as an alias, so functions are taken from a list.
 */
public final class RowCondition {
    /** The functions that conditions may use, in lower case: of the row alone, and always with the same answer. */
    public static final Set<String> FUNCTIONS =
            Collections.unmodifiableSet(new LinkedHashSet<>(List.of(("""
            abs array_contains ceil ceiling coalesce concat contains date date_add date_sub date_trunc datediff day \
            dayofmonth dayofweek endswith exists floor forall greatest hour if ifnull instr isnan isnotnull isnull least \
            left len length lower ltrim minute mod month nullif nvl regexp_like replace right round rtrim second size \
            startswith substr substring to_date to_timestamp trim trunc try_cast try_to_timestamp upper year""").split(" "))));

    private RowCondition() {}

    /** What is wrong with a condition, as ends of sentences; empty when it may be used. */
    public static List<String> problems(String text, Collection<String> columns) {
        try {
            List<String> problems = new ArrayList<>();
            collect(new CatalystSqlParser().parseExpression(text), columns, problems);
            return List.copyOf(problems);
        } catch (Exception broken) { // a ParseException, which Spark throws undeclared
            return List.of("is not a Spark SQL condition: " + firstLine(broken));
        }
    }

    private static void collect(Expression node, Collection<String> columns, List<String> problems) {
        if (node instanceof UnresolvedAttribute column) {
            name(column, columns, problems);
        } else if (node instanceof UnresolvedFunction function) {
            function(function, problems);
        } else if (isForbidden(node)) {
            problems.add("may only compare columns of the row, without subqueries, windows, stars or aliases");
        }
        problems.addAll(SearchPatterns.problems(node));
        JavaConverters.seqAsJavaList(node.children()).forEach(child -> collect(child, columns, problems));
    }

    private static boolean isForbidden(Expression node) {
        boolean alias = node instanceof NamedExpression && !node.children().isEmpty();
        boolean window = node instanceof Unevaluable && node.nodeName().contains("Window");
        return alias || window || node instanceof PlanExpression<?> || node instanceof Star;
    }

    private static void name(UnresolvedAttribute column, Collection<String> columns, List<String> problems) {
        String first = column.nameParts().head();
        if (columns.stream().noneMatch(first::equalsIgnoreCase)) {
            problems.add("names a column that does not exist: " + first + Nearest.hint(first, columns));
        }
    }

    private static void function(UnresolvedFunction function, List<String> problems) {
        String name = function.nameParts().last().toLowerCase(Locale.ROOT);
        if (!FUNCTIONS.contains(name) || function.nameParts().size() > 1) {
            problems.add("uses a function that conditions may not use: " + name + Nearest.hint(name, FUNCTIONS));
        }
    }

    private static String firstLine(Exception broken) {
        return String.valueOf(broken.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("\\.$", "");
    }
}
