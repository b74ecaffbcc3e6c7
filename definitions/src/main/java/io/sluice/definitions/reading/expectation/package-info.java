/** Reading expectations and suites of them. */
@NullMarked
package io.sluice.definitions.reading.expectation;

import org.jspecify.annotations.NullMarked;
