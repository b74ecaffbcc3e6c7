/**
 * Three passes that turn trusted rows into change points on Spark: partial states of what lies before, carried into the state
 * at the start of each segment of time, from which each segment is evaluated for itself. Entry type: {@link
 * io.sluice.activities.view.engine.ViewEngine}.
 */
@NullMarked
package io.sluice.activities.view.engine;

import org.jspecify.annotations.NullMarked;
