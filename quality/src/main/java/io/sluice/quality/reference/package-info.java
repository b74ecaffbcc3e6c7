/** Expectations that compare rows with the certified rows of another table. Start at {@link io.sluice.quality.reference.ValuesInOtherTable}. */
@NullMarked
package io.sluice.quality.reference;

import org.jspecify.annotations.NullMarked;
