/** A store for tests and benchmarks: {@link io.sluice.definitions.store.testing.InMemoryStore}. */
@NullMarked
package io.sluice.definitions.store.testing;

import org.jspecify.annotations.NullMarked;
