/** What people decided to apply to the rows of a delivery before they are checked: {@link io.sluice.activities.ingest.mend.Mending}. */
@NullMarked
package io.sluice.activities.ingest.mend;

import org.jspecify.annotations.NullMarked;
