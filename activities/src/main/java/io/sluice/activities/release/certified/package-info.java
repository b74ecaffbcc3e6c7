/** What is certified of a view: the runs of its sources in the ledger, and the days that they make stale. */
@NullMarked
package io.sluice.activities.release.certified;

import org.jspecify.annotations.NullMarked;
