/** The rows that streaming lanes leave: incarnations, certifications and proofs of equality. */
@NullMarked
package io.sluice.activities.table.lane;

import org.jspecify.annotations.NullMarked;
