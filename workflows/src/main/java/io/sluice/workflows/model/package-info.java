/**
 * Models: which training set they were trained with. {@link io.sluice.workflows.model.RegisterModel} is the workflow. Source:
 * workflows.md §1.
 */
@NullMarked
package io.sluice.workflows.model;

import org.jspecify.annotations.NullMarked;
