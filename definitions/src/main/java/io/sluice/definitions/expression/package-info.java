/** Expressions in definitions: what a compiler of them promises, and the small interpreter of derived features. */
@NullMarked
package io.sluice.definitions.expression;

import org.jspecify.annotations.NullMarked;
