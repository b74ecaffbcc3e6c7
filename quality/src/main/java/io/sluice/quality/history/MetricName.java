package io.sluice.quality.history;

import org.jspecify.annotations.Nullable;

/**
 * What one number of an audit is about.
 *
 * @param rule the id of an expectation or of a rule that every gate has; {@code gate} for the audit as a whole
 * @param metric what was measured, for example {@code unexpected}
 * @param column null for a metric of the whole table
 */
public record MetricName(
        String rule, String metric, @Nullable String column) {}
