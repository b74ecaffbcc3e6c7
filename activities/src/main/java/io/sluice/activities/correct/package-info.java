/**
 * Late events of a stream as its archive has them: {@link io.sluice.activities.correct.LateEvents} reads those of one partition of the
 * log, and all that may have their identity. Source: contract §3.
 */
@NullMarked
package io.sluice.activities.correct;

import org.jspecify.annotations.NullMarked;
