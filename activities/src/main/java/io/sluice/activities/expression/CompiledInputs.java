package io.sluice.activities.expression;

import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan.Input;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.expression.CompiledExpression;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The filters and values of a view over one source, compiled: typed rows in, rows as the view sees them out. */
public final class CompiledInputs {
    private final List<List<CompiledExpression>> filters = new ArrayList<>();
    private final List<@Nullable CompiledExpression> values = new ArrayList<>();

    public CompiledInputs(SourcePlan plan, ExpressionCompiler compiler) {
        List<Column> schema = plan.source().schema();
        for (Input input : plan.inputs()) {
            filters.add(input.filters().stream()
                    .map(filter -> compiler.compile(filter, schema))
                    .toList());
            values.add(input.value() == null ? null : compiler.compile(input.value(), schema));
        }
    }

    /** One row; {@code columns} are those of the source's schema, as in {@link SourceRow}. */
    public SourceRow row(long eventTime, String eventId, @Nullable Object[] columns) {
        boolean[] passes = new boolean[filters.size()];
        @Nullable Object[] inputs = new Object[passes.length];
        for (int i = 0; i < passes.length; i++) {
            passes[i] = filters.get(i).stream().allMatch(filter -> Boolean.TRUE.equals(filter.evaluate(columns)));
            CompiledExpression value = values.get(i);
            inputs[i] = value == null || !passes[i] ? null : value.evaluate(columns);
        }
        return new SourceRow(eventTime, eventId, passes, inputs);
    }
}
