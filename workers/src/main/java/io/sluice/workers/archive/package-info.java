/**
 * The lake sink: reads the log of a source and appends it to its archive; start at {@link
 * io.sluice.workers.archive.LakeSink}. Source: architecture §6.
 */
@NullMarked
package io.sluice.workers.archive;

import org.jspecify.annotations.NullMarked;
