/**
 * The features of one view over one stream, kept per entity while the log goes on: {@link
 * io.sluice.definitions.slot.SlotMachine} takes records of the log in and gives updates of slots and checkpoints. Source:
 * contract §3, §6, §8.
 */
@NullMarked
package io.sluice.definitions.slot;

import org.jspecify.annotations.NullMarked;
