/** The worker process and the composition of what it runs: one Guice module per lane. */
@NullMarked
package io.sluice.workers.worker;

import org.jspecify.annotations.NullMarked;
