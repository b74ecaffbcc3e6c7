/** Measuring in few passes over the data. */
@NullMarked
package io.sluice.quality.measure.pass;

import org.jspecify.annotations.NullMarked;
