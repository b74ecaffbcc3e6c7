/**
 * Reads what mends rows that a gate stopped: {@link io.sluice.definitions.reading.remedy.PatchReader} and {@link
 * io.sluice.definitions.reading.remedy.FixerReader}.
 */
@NullMarked
package io.sluice.definitions.reading.remedy;

import org.jspecify.annotations.NullMarked;
