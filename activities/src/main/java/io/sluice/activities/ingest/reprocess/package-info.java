/**
 * Takes rows out of quarantine that pass now: they are judged again, staged with what is published of their partition, and marked as
 * released once that is published. Entry: {@link io.sluice.activities.ingest.reprocess.ReprocessActivitiesImpl}. Decision 025.
 */
@NullMarked
package io.sluice.activities.ingest.reprocess;

import org.jspecify.annotations.NullMarked;
