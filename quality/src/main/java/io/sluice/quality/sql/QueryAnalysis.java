package io.sluice.quality.sql;

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
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.NamedExpression$;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.Metadata;
import scala.Function1;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Resolves a query against columns, without session and data, in a catalog that knows the allowed functions alone. */
final class QueryAnalysis {
    private QueryAnalysis() {}

    /** What Spark says about a query on rows of these columns. */
    static List<String> problems(LogicalPlan query, List<Column> columns) throws Exception {
        List<Attribute> attributes = new ArrayList<>();
        for (Column column : columns) {
            attributes.add(attribute(column));
        }
        LogicalPlan batch = new LocalRelation(seq(attributes), seq(List.of()), false);
        try {
            analyzer().executeAndCheck(BatchQuery.over(batch, query), new QueryPlanningTracker(Option.empty()));
            return List.of();
        } catch (Exception wrong) { // an AnalysisException, which Spark throws undeclared
            if (wrong instanceof AnalysisException analysis) {
                return List.of("does not fit the columns: "
                        + analysis.getSimpleMessage()
                                .lines()
                                .findFirst()
                                .orElse("")
                                .replaceFirst("\\.$", ""));
            }
            throw wrong;
        }
    }

    static String firstLine(Exception broken) {
        return String.valueOf(broken.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("\\.$", "");
    }

    private static Attribute attribute(Column column) {
        return new AttributeReference(
                column.name(),
                SparkColumns.type(column.type()),
                true,
                Metadata.empty(),
                NamedExpression$.MODULE$.newExprId(),
                seq(List.of()));
    }

    private static Analyzer analyzer() {
        SimpleFunctionRegistry functions = new SimpleFunctionRegistry();
        QueryPlanCheck.functions().forEach(name -> register(functions, name));
        InMemoryCatalog catalog = new InMemoryCatalog(new SparkConf(false), new Configuration(false));
        return new Analyzer(new SessionCatalog(catalog, functions, EmptyTableFunctionRegistry$.MODULE$, new SQLConf()));
    }

    private static void register(SimpleFunctionRegistry functions, String name) {
        Option<Tuple2<ExpressionInfo, Function1<Seq<Expression>, Expression>>> builtin =
                FunctionRegistry$.MODULE$.expressions().get(name);
        if (builtin.isDefined()) {
            functions.registerFunction(
                    new FunctionIdentifier(name),
                    builtin.get()._1(),
                    builtin.get()._2());
        }
    }

    private static <T> Seq<T> seq(List<T> list) {
        return JavaConverters.asScalaBuffer(list).toList();
    }
}
