/** Definitions at their versions: {@link io.sluice.activities.registry.Registry} reads them, {@code ApplyDefinitions} writes them. */
@NullMarked
package io.sluice.activities.registry;

import org.jspecify.annotations.NullMarked;
