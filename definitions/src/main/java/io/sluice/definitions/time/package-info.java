/**
 * Time as people write it: durations ({@link io.sluice.definitions.time.Durations}) and the labels of partitions ({@link
 * io.sluice.definitions.time.Partition}). Everything is UTC.
 */
@NullMarked
package io.sluice.definitions.time;

import org.jspecify.annotations.NullMarked;
