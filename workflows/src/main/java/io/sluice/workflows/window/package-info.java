/**
 * The decision window of a blocked gate: {@link io.sluice.workflows.window.Decisions} judges what people say, as a pure
 * function; {@link io.sluice.workflows.window.GateDesk} is its place in a workflow. Source: workflows.md §4.
 */
@NullMarked
package io.sluice.workflows.window;

import org.jspecify.annotations.NullMarked;
