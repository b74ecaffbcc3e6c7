package io.sluice.workers.record;

import io.sluice.definitions.expression.CompiledExpression;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.expression.ExpressionException;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.quality.form.RowForm;
import io.sluice.quality.rule.RowRule;
import io.sluice.quality.rule.RowRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The expectations that quarantine single rows, evaluated row by row with the expressions of the batch lane. */
public final class RowRulesCheck implements io.sluice.definitions.accept.RowRules {
    private final Map<String, CompiledExpression> failing = new LinkedHashMap<>();

    /**
     * Compiles the rules that refuse rows; the others are left to the gate.
     *
     * @throws IllegalArgumentException for a rule that cannot be decided from one row alone
     */
    public RowRulesCheck(List<Expectation> expectations, List<Column> schema, ExpressionCompiler compiler) {
        for (RowRule rule :
                RowRules.compile(expectations, schema).quarantining().list()) {
            failing.put(rule.id(), compile(rule, schema, compiler));
        }
        // Code is generated at the first row: here, where somebody waits anyhow.
        violations(new Object[schema.size()]);
    }

    /** A condition that is NULL is not failed. */
    @Override
    public List<String> violations(@Nullable Object[] row) {
        List<String> failed = new ArrayList<>();
        failing.forEach((id, condition) -> {
            if (Boolean.TRUE.equals(condition.evaluate(row))) {
                failed.add(id);
            }
        });
        return failed;
    }

    private static CompiledExpression compile(RowRule rule, List<Column> schema, ExpressionCompiler compiler) {
        if (rule.scope() != RowForm.Scope.ROW) {
            throw refused(rule, "it compares rows with each other");
        }
        try {
            return compiler.compile(rule.failing(), schema);
        } catch (ExpressionException e) {
            throw refused(rule, e.getMessage());
        }
    }

    private static IllegalArgumentException refused(RowRule rule, @Nullable String because) {
        return new IllegalArgumentException(
                "Invalid row rule of a stream: %s cannot be evaluated where rows are accepted: %s; write rows: keep for it"
                        .formatted(rule.id(), because));
    }
}
