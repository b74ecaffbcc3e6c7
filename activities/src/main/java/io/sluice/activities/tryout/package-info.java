/**
 * A view computed from local files without server and without Spark: {@link io.sluice.activities.tryout.Tryout}. Expressions and
 * values come from the same code that the engines use.
 */
@NullMarked
package io.sluice.activities.tryout;

import org.jspecify.annotations.NullMarked;
