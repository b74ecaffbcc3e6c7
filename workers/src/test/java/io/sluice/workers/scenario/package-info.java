/** Scenarios on real servers, driven by the real command lines. */
@NullMarked
package io.sluice.workers.scenario;

import org.jspecify.annotations.NullMarked;
