/**
 * Regular expressions that end: a text that counts how often it is looked at ({@link
 * io.sluice.definitions.pattern.BudgetedText}), and the check for expressions that would take for ever ({@link
 * io.sluice.definitions.pattern.Explosions}).
 */
@NullMarked
package io.sluice.definitions.pattern;

import org.jspecify.annotations.NullMarked;
