/**
 * How a new incarnation, or a new app, gets what happened before it: {@link io.sluice.workers.replay.ReplayedLog} reads one
 * partition of the log from the archive and then from the topic, {@link io.sluice.workers.replay.Takeover} shuts out the apps of the
 * incarnation before, {@link io.sluice.workers.replay.StateWriter} writes the state that the next ones go on with. Source: contract §8,
 * decisions 067 and 068.
 */
@NullMarked
package io.sluice.workers.replay;

import org.jspecify.annotations.NullMarked;
