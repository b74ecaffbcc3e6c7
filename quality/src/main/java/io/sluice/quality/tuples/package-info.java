/** Expectations about several columns or several rows at once: pairs and uniqueness. Start at {@link io.sluice.quality.tuples.Uniqueness}. */
@NullMarked
package io.sluice.quality.tuples;

import org.jspecify.annotations.NullMarked;
