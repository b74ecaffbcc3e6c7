package io.sluice.quality.sql;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.name.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import scala.collection.JavaConverters;

/**
 * Takes parts of a parsed query from lists: what is not known to be harmless is refused, such as scripts, hints, samples,
 * functions over tables, commands, and everything that a later Spark may add.
 */
final class QueryPlanCheck {
    private static final Set<String> PARTS = words("""
            Aggregate Deduplicate Distinct Except Filter GlobalLimit Intersect Join LocalLimit Offset OneRowRelation \
            Project Sort SubqueryAlias Union UnresolvedHaving UnresolvedInlineTable UnresolvedRelation \
            UnresolvedSubqueryColumnAliases UnresolvedWith WithWindowDefinition""");

    private static final Set<String> AGGREGATES = words("""
            any any_value avg bool_and bool_or corr count count_if covar_pop covar_samp cume_dist dense_rank every lag \
            lead max max_by mean median min min_by ntile percent_rank percentile rank row_number some std stddev \
            stddev_pop stddev_samp sum try_sum try_avg var_pop var_samp variance""");

    /** Spark takes these for functions where there is no such column. */
    private static final Set<String> CLOCKS = words("""
            current_catalog current_database current_date current_schema current_time current_timestamp current_user \
            localtimestamp now session_user user""");

    private final List<String> columns;
    private final Set<String> problems = new LinkedHashSet<>();
    private boolean readsBatch;

    QueryPlanCheck(List<Column> columns) {
        this.columns = columns.stream().map(Column::name).toList();
    }

    /** The functions that queries may use. */
    static Set<String> functions() {
        Set<String> functions = new TreeSet<>(RowCondition.FUNCTIONS);
        functions.addAll(AGGREGATES);
        return functions;
    }

    /** Ends of sentences about a query. */
    List<String> problems(LogicalPlan plan) {
        plan(plan, Set.of(BatchQuery.BATCH));
        if (!readsBatch) {
            problems.add("does not read {batch}");
        }
        return List.copyOf(problems);
    }

    /** @param names of what may be read at this place */
    private void plan(LogicalPlan plan, Set<String> names) {
        if (!PARTS.contains(plan.nodeName())) {
            problems.add("may only select rows of {batch}: " + plan.nodeName() + " is not possible");
            return;
        }
        if (plan instanceof UnresolvedRelation relation) {
            relation(relation, names);
        }
        Set<String> inside = plan instanceof UnresolvedWith with ? named(with, names) : names;
        for (Expression expression : list(plan.expressions())) {
            expression(expression, inside);
        }
        for (LogicalPlan child : list(plan.children())) {
            plan(child, inside);
        }
    }

    /** Each common table expression sees those before it, what follows sees all of them. */
    private Set<String> named(UnresolvedWith with, Set<String> names) {
        Set<String> known = new TreeSet<>(names);
        list(with.cteRelations()).forEach(relation -> {
            plan(relation._2(), known);
            known.add(relation._1().toLowerCase(Locale.ROOT));
            if (relation._1().equalsIgnoreCase(BatchQuery.BATCH)) {
                problems.add("may not name anything " + BatchQuery.BATCH);
            }
        });
        return known;
    }

    private void relation(UnresolvedRelation relation, Set<String> names) {
        List<String> parts = list(relation.multipartIdentifier());
        String name = String.join(".", parts);
        readsBatch |= name.equals(BatchQuery.BATCH);
        if (parts.size() > 1 || !names.contains(name.toLowerCase(Locale.ROOT))) {
            problems.add("may only read {batch}, not the table " + name);
        }
    }

    private void expression(Expression expression, Set<String> names) {
        if (expression instanceof UnresolvedFunction function) {
            function(function);
        } else if (expression instanceof UnresolvedAttribute attribute) {
            attribute(attribute);
        } else if (expression.nodeName().startsWith("Current")
                || expression.nodeName().contains("Identifier")
                || expression.nodeName().contains("Parameter")) {
            problems.add("may not depend on anything but the rows: " + expression.nodeName());
        }
        problems.addAll(SearchPatterns.problems(expression));
        if (expression instanceof PlanExpression<?> nested && nested.plan() instanceof LogicalPlan subquery) {
            plan(subquery, names);
        }
        for (Expression child : list(expression.children())) {
            expression(child, names);
        }
    }

    private void attribute(UnresolvedAttribute attribute) {
        String name = attribute.nameParts().last().toLowerCase(Locale.ROOT);
        boolean isColumn = columns.stream().anyMatch(name::equalsIgnoreCase);
        if (CLOCKS.contains(name) && attribute.nameParts().size() == 1 && !isColumn) {
            problems.add("may not depend on anything but the rows: " + name);
        }
    }

    private void function(UnresolvedFunction function) {
        String name = function.nameParts().last().toLowerCase(Locale.ROOT);
        if (!functions().contains(name) || function.nameParts().size() > 1) {
            problems.add("uses a function that queries may not use: " + name + Nearest.hint(name, functions()));
        }
    }

    private static <T> List<T> list(scala.collection.Seq<T> seq) {
        return new ArrayList<>(JavaConverters.seqAsJavaList(seq));
    }

    private static Set<String> words(String words) {
        return Set.of(words.split(" "));
    }
}
