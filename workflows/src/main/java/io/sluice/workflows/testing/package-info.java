/**
 * Every activity in memory, for tests of workflows without Spark, Iceberg or Redis: {@link
 * io.sluice.workflows.testing.InMemoryActivities} holds them all. They keep the same promises: idempotent, and nothing is
 * published that no gate allows.
 */
@NullMarked
package io.sluice.workflows.testing;

import org.jspecify.annotations.NullMarked;
