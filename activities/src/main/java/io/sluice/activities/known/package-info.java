/** What the lake knows besides the rows of a staged snapshot, for expectations that ask. Start at {@link io.sluice.activities.known.LakeSurroundings}. */
@NullMarked
package io.sluice.activities.known;

import org.jspecify.annotations.NullMarked;
