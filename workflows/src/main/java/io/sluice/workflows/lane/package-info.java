/**
 * {@link io.sluice.workflows.lane.StreamLane}: the picture of one stream. It starts and adopts the instances that run its apps
 * and sinks, shows what they report, and opens a gate where a checkpoint failed. Source: workflows.md §6.
 */
@NullMarked
package io.sluice.workflows.lane;

import org.jspecify.annotations.NullMarked;
