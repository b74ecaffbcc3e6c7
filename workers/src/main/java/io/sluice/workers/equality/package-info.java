/**
 * Compares the lanes of a stream: its values at checkpoints, those that its archive gives, and those online. Entry type: {@link
 * io.sluice.workers.equality.EqualityActivitiesImpl}. Source: contract §8.
 */
@NullMarked
package io.sluice.workers.equality;

import org.jspecify.annotations.NullMarked;
