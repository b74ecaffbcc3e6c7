/**
 * What would change if a candidate were published: {@link io.sluice.quality.difference.Comparison} counts rows added, removed
 * and changed, and says for each column how nulls and values moved. Counts and shares only, no values.
 */
@NullMarked
package io.sluice.quality.difference;

import org.jspecify.annotations.NullMarked;
