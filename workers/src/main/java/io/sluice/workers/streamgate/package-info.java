/**
 * The activities of a stream's gate: what was counted in a held interval is read from the checkpoints and judged, what was decided
 * is written to the control topic. Start at {@link io.sluice.workers.streamgate.StreamActivitiesImpl}.
 */
@NullMarked
package io.sluice.workers.streamgate;

import org.jspecify.annotations.NullMarked;
