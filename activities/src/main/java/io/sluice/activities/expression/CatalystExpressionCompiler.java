package io.sluice.activities.expression;

import io.sluice.definitions.expression.CompiledExpression;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;

/**
 * Compiles expressions with Catalyst: the same tree that the batch engine hands to Spark (see {@link SparkExpressions})
 * is evaluated here row by row. Needs no SparkContext. Safe for use by several threads; what it returns is not.
 *
 * <p>The first compilation in a JVM takes seconds, because Catalyst is loaded; the first evaluation of an expression
 * generates and compiles its code.
 */
public final class CatalystExpressionCompiler implements ExpressionCompiler {
    private final ExpressionAnalyzer analyzer = new ExpressionAnalyzer();

    @Override
    public CompiledExpression compile(String text, List<Column> columns) {
        Expression expression = analyzer.analyze(text, columns);
        return new CatalystExpression(expression, ExpressionTypes.model(expression, columns), columns);
    }
}
