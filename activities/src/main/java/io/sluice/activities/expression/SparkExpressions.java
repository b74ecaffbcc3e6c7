package io.sluice.activities.expression;

import io.sluice.activities.expression.rewrite.Trees;
import io.sluice.definitions.model.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;

/** Expressions for the batch engine: the very tree that {@link CatalystExpressionCompiler} evaluates, as Spark columns. */
public final class SparkExpressions {
    private final ExpressionAnalyzer analyzer = new ExpressionAnalyzer();

    /**
     * An expression over a frame that has the columns by name, with the types of the definition.
     *
     * @throws io.sluice.definitions.expression.ExpressionException with a sentence and the position inside the text
     */
    public org.apache.spark.sql.Column column(String text, List<Column> columns) {
        return new org.apache.spark.sql.Column(unbound(analyzer.analyze(text, columns), columns));
    }

    private static Expression unbound(Expression expression, List<Column> columns) {
        if (expression instanceof AttributeReference attribute) {
            String name =
                    columns.get(ExpressionTypes.ordinal(attribute, columns)).name();
            return new UnresolvedAttribute(Trees.seq(List.of(name)));
        }
        List<Expression> children = new ArrayList<>();
        Trees.children(expression).forEach(child -> children.add(unbound(child, columns)));
        return expression.withNewChildren(Trees.seq(children));
    }
}
