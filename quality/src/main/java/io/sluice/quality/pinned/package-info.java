/** How a column was distributed once, pinned: fixed bins or categories with counts, to compare later data with. Start at {@link io.sluice.quality.pinned.Profile}. */
@NullMarked
package io.sluice.quality.pinned;

import org.jspecify.annotations.NullMarked;
