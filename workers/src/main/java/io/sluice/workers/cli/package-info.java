/** The command {@code sluice}. Exit codes: 0 done, 1 the answer is no, 2 wrong usage or configuration, 3 something could not be reached. */
@NullMarked
package io.sluice.workers.cli;

import org.jspecify.annotations.NullMarked;
