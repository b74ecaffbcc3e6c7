/**
 * The kernel of a view of another entity than the log is partitioned by: {@link io.sluice.definitions.rekey.LogSplit} sends the rows
 * of one partition of the log on to the partitions of their entities, and what it knows of the time there to all of them; {@link
 * io.sluice.definitions.rekey.MetSlots} keeps the slots of one such partition. Source: contract §8, architecture §6, decision 080.
 */
@NullMarked
package io.sluice.definitions.rekey;

import org.jspecify.annotations.NullMarked;
