/**
 * What the workflows of the streaming lane ask for and are told: the plan of a source, the hosting of its apps and sinks,
 * checkpoints, decisions. {@link io.sluice.workflows.stream.StreamHosting} runs an app, {@link
 * io.sluice.workflows.stream.CheckpointReport} is what it tells. Source: workflows.md §6.
 */
@NullMarked
package io.sluice.workflows.stream;

import org.jspecify.annotations.NullMarked;
