package io.sluice.activities.expression;

import io.sluice.activities.expression.rewrite.Trees;
import io.sluice.definitions.expression.CompiledExpression;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.MutableProjection;
import org.jspecify.annotations.Nullable;

/** An expression evaluated by generated code, generated at the first row. */
final class CatalystExpression implements CompiledExpression {
    private final DataType type;
    private final int[] ordinals;
    private final List<CatalystValues> inputs;
    private final CatalystValues output;
    private final Expression bound;
    private final @Nullable Object[] converted;
    private final GenericInternalRow row;
    private final GenericInternalRow result = new GenericInternalRow(1);
    private @Nullable MutableProjection projection;

    CatalystExpression(Expression expression, DataType type, List<Column> columns) {
        Map<Integer, Integer> slots = new LinkedHashMap<>();
        this.type = type;
        this.bound = bind(expression, columns, slots);
        this.ordinals = slots.keySet().stream().mapToInt(Integer::intValue).toArray();
        this.inputs = slots.keySet().stream()
                .map(ordinal -> CatalystValues.of(columns.get(ordinal).type()))
                .toList();
        this.output = CatalystValues.of(type);
        this.converted = new Object[ordinals.length];
        this.row = new GenericInternalRow(converted);
    }

    @Override
    public DataType type() {
        return type;
    }

    @Override
    public @Nullable Object evaluate(@Nullable Object[] values) {
        if (projection == null) {
            projection = SqlSettings.with(() -> MutableProjection.create(Trees.seq(List.of(bound))));
            projection.target(result);
        }
        for (int i = 0; i < ordinals.length; i++) {
            Object value = values[ordinals[i]];
            converted[i] = value == null ? null : inputs.get(i).toCatalyst(value);
        }
        projection.apply(row);
        Object value = result.genericGet(0);
        return value == null ? null : output.toModel(value);
    }

    /** Only the columns that occur are converted: each gets a slot of a narrow row. */
    private static Expression bind(Expression expression, List<Column> columns, Map<Integer, Integer> slots) {
        if (expression instanceof AttributeReference attribute) {
            int ordinal = ExpressionTypes.ordinal(attribute, columns);
            int slot = slots.computeIfAbsent(ordinal, unused -> slots.size());
            return new BoundReference(slot, attribute.dataType(), true);
        }
        List<Expression> children = new ArrayList<>();
        Trees.children(expression).forEach(child -> children.add(bind(child, columns, slots)));
        return expression.withNewChildren(Trees.seq(children));
    }
}
