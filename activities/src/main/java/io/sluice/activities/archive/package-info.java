/**
 * The archive of a stream source: its log as the table {@code events.<source>}, record by record, each range of offsets once.
 * Start at {@link io.sluice.activities.archive.Archive}. Source: architecture §5.
 */
@NullMarked
package io.sluice.activities.archive;

import org.jspecify.annotations.NullMarked;
