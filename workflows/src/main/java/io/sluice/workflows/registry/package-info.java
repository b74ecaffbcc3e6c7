/** Definitions get versions: {@code ApplyDefinitions} and what runs pin. */
@NullMarked
package io.sluice.workflows.registry;

import org.jspecify.annotations.NullMarked;
