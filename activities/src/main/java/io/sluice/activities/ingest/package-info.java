/**
 * Landing and staging of one partition of a batch source: rows as received, then typed, deduplicated and split into a candidate
 * and quarantine. Entry type: {@link io.sluice.activities.ingest.IngestActivitiesImpl}.
 */
@NullMarked
package io.sluice.activities.ingest;

import org.jspecify.annotations.NullMarked;
