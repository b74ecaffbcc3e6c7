/** How a column was distributed once: fixed bins or categories with counts, to compare later data with. Start at {@link io.sluice.quality.profile.Profile}. */
@NullMarked
package io.sluice.quality.profile;

import org.jspecify.annotations.NullMarked;
