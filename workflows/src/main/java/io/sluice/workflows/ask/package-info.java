/**
 * Questions about what was published: what a release consists of, where data went, what a model was trained with. {@link
 * io.sluice.workflows.ask.Ask} is the workflow, {@link io.sluice.workflows.ask.Answer} what it returns. Source: workflows.md §1.
 */
@NullMarked
package io.sluice.workflows.ask;

import org.jspecify.annotations.NullMarked;
