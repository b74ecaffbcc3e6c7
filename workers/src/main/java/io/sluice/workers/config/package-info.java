/** One configuration for every process: a file of flat keys, overridden by {@code SLUICE_*}. */
@NullMarked
package io.sluice.workers.config;

import org.jspecify.annotations.NullMarked;
