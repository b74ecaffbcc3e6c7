/** The incremental evaluation of a view for one entity: partials of days, and the states that they are merged into. */
@NullMarked
package io.sluice.definitions.changepoint.evaluate;

import org.jspecify.annotations.NullMarked;
