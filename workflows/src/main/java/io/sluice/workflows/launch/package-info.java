/**
 * How a run begins: one id for each target ({@link io.sluice.workflows.launch.CanonicalIds}), and the
 * {@link io.sluice.workflows.launch.Launcher} that gives way to it. Source: workflows.md §0.
 */
@NullMarked
package io.sluice.workflows.launch;

import org.jspecify.annotations.NullMarked;
