/**
 * Time as people write it: durations ({@link io.sluice.definitions.time.Durations}) and the labels of partitions ({@link
 * io.sluice.definitions.time.Partition}), and the times
 * of schedules ({@link io.sluice.definitions.time.Schedules}). Everything is UTC.
 */
@NullMarked
package io.sluice.definitions.time;

import org.jspecify.annotations.NullMarked;
