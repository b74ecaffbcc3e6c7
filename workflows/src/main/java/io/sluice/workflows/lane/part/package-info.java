/**
 * What a lane is made of: its {@link io.sluice.workflows.lane.part.Instances}, what they report in the {@link
 * io.sluice.workflows.lane.part.CheckpointBook}, and the {@link io.sluice.workflows.lane.part.IntervalGates} of what failed.
 */
@NullMarked
package io.sluice.workflows.lane.part;

import org.jspecify.annotations.NullMarked;
