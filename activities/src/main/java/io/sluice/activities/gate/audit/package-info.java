/** Judging what is staged: the audit of a snapshot by its guards, and what is kept on record of it. */
@NullMarked
package io.sluice.activities.gate.audit;

import org.jspecify.annotations.NullMarked;
