/** Our expectations beside Great Expectations' own results, case by case. Start at {@link io.sluice.quality.conformance.ConformanceTest}. */
@NullMarked
package io.sluice.quality.conformance;

import org.jspecify.annotations.NullMarked;
