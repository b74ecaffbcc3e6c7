/** Names that people type: {@link io.sluice.definitions.name.Nearest} says what they may have meant. */
@NullMarked
package io.sluice.definitions.name;

import org.jspecify.annotations.NullMarked;
