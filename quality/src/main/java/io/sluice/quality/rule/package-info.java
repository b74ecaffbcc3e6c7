/** The row-level form of expectations, which tells failing rows from good ones. Start at {@link io.sluice.quality.rule.RowRules}. */
@NullMarked
package io.sluice.quality.rule;

import org.jspecify.annotations.NullMarked;
