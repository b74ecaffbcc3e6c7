/** The same evaluation in the plainest way, for tests and small data. */
@NullMarked
package io.sluice.definitions.changepoint.naive;

import org.jspecify.annotations.NullMarked;
