/** The rows that the engine shuffles: their layout, how they are read, and which do not fit. */
@NullMarked
package io.sluice.activities.view.engine.row;

import org.jspecify.annotations.NullMarked;
