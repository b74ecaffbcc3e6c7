/**
 * Corrections of streams: late events are read from the archive and admitted through the control topic. Start at {@link
 * io.sluice.workers.correct.LateCorrection}. Source: contract §3.
 */
@NullMarked
package io.sluice.workers.correct;

import org.jspecify.annotations.NullMarked;
