/** What gates demand and how they may be answered: suites, expectations, fixers and patches. */
@NullMarked
package io.sluice.definitions.model.gate;

import org.jspecify.annotations.NullMarked;
