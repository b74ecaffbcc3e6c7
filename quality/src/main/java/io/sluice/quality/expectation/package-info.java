/** The catalogue of expectations, with the names, parameters and meaning of Great Expectations. Start at {@link io.sluice.quality.expectation.ExpectationCatalogue}. */
@NullMarked
package io.sluice.quality.expectation;

import org.jspecify.annotations.NullMarked;
