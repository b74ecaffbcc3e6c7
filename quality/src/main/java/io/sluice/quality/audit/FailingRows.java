package io.sluice.quality.audit;

import io.sluice.definitions.expression.CompiledExpression;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.expression.ExpressionException;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.quality.form.RowForm;
import io.sluice.quality.known.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which rows fail expectations, decided row by row. Not thread-safe. */
public final class FailingRows {
    private final List<CompiledExpression> failing;

    private FailingRows(List<CompiledExpression> failing) {
        this.failing = failing;
    }

    /**
     * The rows that fail any of these expectations.
     *
     * @param ids of the expectations
     * @return empty when one of them is not there, or is not about single rows: then no row alone says that it fails
     */
    public static Optional<FailingRows> of(
            List<Expectation> gate, List<String> ids, List<Column> schema, ExpressionCompiler compiler) {
        List<CompiledExpression> failing = new ArrayList<>();
        for (String id : ids) {
            Optional<RowForm> form = gate.stream()
                    .filter(expectation -> expectation.id().equals(id))
                    .findFirst()
                    .flatMap(expectation -> form(expectation, schema));
            if (form.isEmpty() || form.get().scope() != RowForm.Scope.ROW) {
                return Optional.empty();
            }
            try {
                failing.add(compiler.compile(form.get().failing(), schema));
            } catch (ExpressionException cannotBeDecidedAlone) {
                return Optional.empty();
            }
        }
        return failing.isEmpty() ? Optional.empty() : Optional.of(new FailingRows(failing));
    }

    private static Optional<RowForm> form(Expectation expectation, List<Column> schema) {
        AuditedExpectation audited = AuditedExpectation.of(expectation, schema, Surroundings.NONE);
        return Optional.ofNullable(audited.compiled()).map(compiled -> compiled.rows());
    }

    /** Whether a row, the values of the source's columns, fails one of them. */
    public boolean contains(@Nullable Object[] row) {
        return failing.stream().anyMatch(each -> Boolean.TRUE.equals(each.evaluate(row)));
    }
}
