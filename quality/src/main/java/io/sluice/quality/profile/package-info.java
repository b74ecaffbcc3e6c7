<<<<<<< HEAD
/** How a column was distributed once: fixed bins or categories with counts, to compare later data with. Start at {@link io.sluice.quality.profile.Profile}. */
=======
/** What the numbers of a set of rows look like, for people to look at. Start at {@link io.sluice.quality.profile.Profiler}. */
>>>>>>> main
@NullMarked
package io.sluice.quality.profile;

import org.jspecify.annotations.NullMarked;
