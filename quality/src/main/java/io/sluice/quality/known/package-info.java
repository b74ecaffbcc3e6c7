/** What expectations may know besides the rows they judge; all of it is passed in. Start at {@link io.sluice.quality.known.Surroundings}. */
@NullMarked
package io.sluice.quality.known;

import org.jspecify.annotations.NullMarked;
