/**
 * Filters and values compiled by Catalyst without a SparkContext: parsed, resolved, checked against an allow-list,
 * rewritten so that nothing wraps or throws. Start at {@link io.sluice.activities.expression.CatalystExpressionCompiler}.
 */
@NullMarked
package io.sluice.activities.expression;

import org.jspecify.annotations.NullMarked;
