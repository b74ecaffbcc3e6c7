/**
 * Catalyst trees made total: whatever a row holds, every part of an expression gives a value or NULL, and nothing wraps,
 * saturates or throws.
 */
@NullMarked
package io.sluice.activities.expression.rewrite;

import org.jspecify.annotations.NullMarked;
