/**
 * Which of the rows with one identity stay, and which rows have to be compared at all. Entry type:
 * {@link io.sluice.activities.ingest.dedup.Deciding}.
 */
@NullMarked
package io.sluice.activities.ingest.dedup;

import org.jspecify.annotations.NullMarked;
