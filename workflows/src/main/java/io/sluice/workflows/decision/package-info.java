/**
 * What people say to a blocked gate: one small object for each {@link io.sluice.workflows.decision.Verb}, read strictly.
 * What it does is decided in {@code io.sluice.workflows.window}. Source: workflows.md §4.
 */
@NullMarked
package io.sluice.workflows.decision;

import org.jspecify.annotations.NullMarked;
