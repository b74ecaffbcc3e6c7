/** The semantics kernel: rows of sources in, change points of a view out. Source: contract §3, §4. */
@NullMarked
package io.sluice.definitions.changepoint;

import org.jspecify.annotations.NullMarked;
