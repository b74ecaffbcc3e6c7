/**
 * Rows that come with a later delivery than that of the partition they belong to: what a delivery brings, and what a partition takes
 * from others. Entry type: {@link io.sluice.activities.ingest.late.LateDeliveries}.
 */
@NullMarked
package io.sluice.activities.ingest.late;

import org.jspecify.annotations.NullMarked;
