/** The Temporal plugin: {@link io.sluice.workers.plugin.SluicePlugin}. */
@NullMarked
package io.sluice.workers.plugin;

import org.jspecify.annotations.NullMarked;
