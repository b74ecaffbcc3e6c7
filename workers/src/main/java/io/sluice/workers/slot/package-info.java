/**
 * The view app of one view version over one source: reads the log, keeps the slots of the view's entities, and writes updates
 * and checkpoints in one transaction. Start at {@link io.sluice.workers.slot.ViewApp}. Source: contract §3, §8, architecture §6.
 */
@NullMarked
package io.sluice.workers.slot;

import org.jspecify.annotations.NullMarked;
