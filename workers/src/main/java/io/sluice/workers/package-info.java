/** The processes: {@link io.sluice.workers.Main} is the table of contents. */
@NullMarked
package io.sluice.workers;

import org.jspecify.annotations.NullMarked;
