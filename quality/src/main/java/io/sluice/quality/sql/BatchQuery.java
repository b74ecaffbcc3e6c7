package io.sluice.quality.sql;

import io.sluice.definitions.model.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.AliasIdentifier;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import scala.Tuple2;
import scala.collection.JavaConverters;

/**
 * A query in Spark SQL over {@code {batch}}, the rows at hand, as Great Expectations writes it: braces are doubled where
 * they stand for themselves. It may read nothing but the rows, and the same rows always give the same answer: no other
 * table, no function beyond a list, no clock, no chance.
 */
public final class BatchQuery {
    /** The name under which a query knows the rows. */
    static final String BATCH = "sluice_batch";

    private static final int LONGEST = 20_000;

    private BatchQuery() {}

    /** What is wrong with a query over rows of these columns, as ends of sentences; empty when it may be used. */
    public static List<String> problems(String text, List<Column> columns) {
        try {
            LogicalPlan plan = parsed(text);
            List<String> problems = new ArrayList<>(new QueryPlanCheck(columns).problems(plan));
            return problems.isEmpty() ? QueryAnalysis.problems(plan, columns) : problems;
        } catch (IllegalArgumentException wrong) {
            return List.of(String.valueOf(wrong.getMessage()));
        } catch (StackOverflowError tooDeep) {
            return List.of("is nested too deeply");
        } catch (Exception broken) { // a ParseException, which Spark throws undeclared
            return List.of("is not a query of Spark SQL: " + QueryAnalysis.firstLine(broken));
        }
    }

    /** The rows that a query without problems returns for these rows. */
    public static Dataset<Row> rows(Dataset<Row> data, String text) {
        LogicalPlan batch = RowOrder.without(data).queryExecution().analyzed();
        return Dataset.ofRows(data.sparkSession(), over(batch, parsed(text)));
    }

    /** The query where the name of the rows stands for a plan. */
    static LogicalPlan over(LogicalPlan batch, LogicalPlan query) {
        SubqueryAlias named = new SubqueryAlias(
                new AliasIdentifier(
                        BATCH, JavaConverters.asScalaBuffer(List.<String>of()).toList()),
                batch);
        return new UnresolvedWith(
                query,
                JavaConverters.asScalaBuffer(List.of(new Tuple2<>(BATCH, named)))
                        .toList());
    }

    private static LogicalPlan parsed(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("has more than " + LONGEST + " characters");
        }
        return new CatalystSqlParser().parsePlan(named(text.replaceFirst("[;\\s]+$", "")));
    }

    /** The text as Python's {@code format(batch=…)} fills it. */
    private static String named(String text) {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter != '{' && letter != '}') {
                sql.append(letter);
            } else if (text.startsWith("{batch}", i)) {
                sql.append(BATCH);
                i += "{batch}".length() - 1;
            } else if (text.startsWith(String.valueOf(letter).repeat(2), i)) {
                sql.append(letter);
                i++;
            } else {
                throw new IllegalArgumentException("has a brace that does not belong to {batch}; write {{ or }} for"
                        + " one that stands for itself");
            }
        }
        return sql.toString();
    }
}
