package io.sluice.activities.expression;

import io.sluice.activities.expression.rewrite.Trees;
import io.sluice.activities.expression.rewrite.TryRewrite;
import io.sluice.activities.expression.rewrite.Widening;
import io.sluice.activities.spark.SparkTypes;
import io.sluice.definitions.expression.ExpressionException;
import io.sluice.definitions.model.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.QueryPlanningTracker;
import org.apache.spark.sql.catalyst.analysis.Analyzer;
import org.apache.spark.sql.catalyst.analysis.EmptyTableFunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.SimpleFunctionRegistry;
import org.apache.spark.sql.catalyst.catalog.InMemoryCatalog;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression$;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.Metadata;
import scala.Option;
import scala.Tuple2;
import scala.collection.Seq;

/** From text to a resolved, allowed, rewritten tree over {@link AttributeReference}s named as the columns. */
final class ExpressionAnalyzer {
    private static final int MAX_CHARACTERS = 10_000;
    private static final int MAX_DEPTH = 200;

    private final Analyzer analyzer = SqlSettings.with(ExpressionAnalyzer::analyzer);

    /** Throws {@link ExpressionException} with a sentence and the position inside the text. */
    Expression analyze(String text, List<Column> columns) {
        return SqlSettings.with(() -> analyzeUnderSettings(text, columns));
    }

    private Expression analyzeUnderSettings(String text, List<Column> columns) {
        try {
            Expression parsed = parse(text);
            new ParsedCheck(text, columns).check(parsed);
            Expression resolved = resolve(parsed, columns, text);
            Expression rewritten = Widening.widened(new TryRewrite(text).rewrite(resolved));
            AllowList.check(rewritten, text);
            checkType(rewritten);
            return rewritten;
        } catch (ParseException wrong) {
            throw Sentences.of(wrong, text);
        } catch (AnalysisException wrong) {
            throw Sentences.of(wrong, text);
        } catch (StackOverflowError tooDeep) {
            throw new ExpressionException("the expression is nested too deeply", 0);
        } catch (ExpressionException wrong) {
            throw wrong;
        } catch (RuntimeException | AssertionError wrong) {
            // Spark has many exceptions of its own; one expression must not hide the errors of a whole project.
            throw Sentences.of(wrong, text);
        }
    }

    private static Expression parse(String text) throws ParseException {
        if (text.length() > MAX_CHARACTERS) {
            throw new ExpressionException("an expression has at most " + MAX_CHARACTERS + " characters", 0);
        }
        if (text.isBlank()) {
            throw new ExpressionException("the expression is empty", 0);
        }
        Expression parsed = CatalystSqlParser$.MODULE$.parseExpression(text);
        if (depth(parsed, 0) > MAX_DEPTH) {
            throw new ExpressionException("the expression is nested too deeply", 0);
        }
        return parsed;
    }

    private static int depth(Expression expression, int above) {
        int deepest = above;
        for (Expression child : Trees.children(expression)) {
            deepest = Math.max(deepest, above > MAX_DEPTH ? above : depth(child, above + 1));
        }
        return deepest;
    }

    private Expression resolve(Expression parsed, List<Column> columns, String text) throws AnalysisException {
        List<Attribute> attributes = new ArrayList<>();
        columns.forEach(column -> attributes.add(attribute(column)));
        NamedExpression alias = new Alias(
                parsed,
                "value",
                NamedExpression$.MODULE$.newExprId(),
                Trees.seq(List.of()),
                Option.empty(),
                Trees.seq(List.of()));
        LogicalPlan plan = new Project(
                Trees.seq(List.of(alias)), new LocalRelation(Trees.seq(attributes), Trees.seq(List.of()), false));
        LogicalPlan analyzed = analyzer.executeAndCheck(plan, new QueryPlanningTracker(Option.empty()));
        if (analyzed instanceof Project project
                && project.child() instanceof LocalRelation
                && project.projectList().head() instanceof Alias resolved) {
            return resolved.child();
        }
        throw AllowList.refused(parsed, text);
    }

    private static Attribute attribute(Column column) {
        return new AttributeReference(
                column.name(),
                SparkTypes.of(column.type()),
                true,
                Metadata.empty(),
                NamedExpression$.MODULE$.newExprId(),
                Trees.seq(List.of()));
    }

    private static void checkType(Expression expression) {
        try {
            ExpressionTypes.model(expression.dataType());
        } catch (IllegalArgumentException wrong) {
            throw new ExpressionException(String.valueOf(wrong.getMessage()), 0);
        }
    }

    private static Analyzer analyzer() {
        SimpleFunctionRegistry functions = new SimpleFunctionRegistry();
        AllowList.FUNCTIONS.forEach(name -> register(functions, name));
        InMemoryCatalog catalog = new InMemoryCatalog(new SparkConf(false), new Configuration(false));
        return new Analyzer(
                new SessionCatalog(catalog, functions, EmptyTableFunctionRegistry$.MODULE$, SqlSettings.get()));
    }

    private static void register(SimpleFunctionRegistry functions, String name) {
        Option<
                        Tuple2<
                                org.apache.spark.sql.catalyst.expressions.ExpressionInfo,
                                scala.Function1<Seq<Expression>, Expression>>>
                builtin = FunctionRegistry$.MODULE$.expressions().get(name);
        if (builtin.isDefined()) {
            functions.registerFunction(
                    new FunctionIdentifier(name),
                    builtin.get()._1(),
                    builtin.get()._2());
        }
    }
}
