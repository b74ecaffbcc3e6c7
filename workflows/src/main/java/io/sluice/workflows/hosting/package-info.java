/**
 * {@link io.sluice.workflows.hosting.StreamInstance}: holds the activity that hosts one app or sink of a stream, for as long as
 * it runs. Source: workflows.md §6.
 */
@NullMarked
package io.sluice.workflows.hosting;

import org.jspecify.annotations.NullMarked;
