/**
 * The values of a view at one instant, as a snapshot of its table has them, read without Spark. Entry type: {@link
 * io.sluice.activities.online.snapshot.Reading}.
 */
@NullMarked
package io.sluice.activities.online.snapshot;

import org.jspecify.annotations.NullMarked;
