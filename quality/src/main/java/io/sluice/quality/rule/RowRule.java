package io.sluice.quality.rule;

import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.form.RowForm;

/**
 * A rule that single rows can fail.
 *
 * @param failing Spark SQL; true for a failing row, false or null for any other
 * @param scope whether the row alone decides (so that a stream can) or all rows take part
 * @param reason what is expected, in words
 */
public record RowRule(
        String id, Severity severity, RowAction action, String failing, RowForm.Scope scope, String reason) {}
