/**
 * Strict reading of JSON that people type: {@link io.sluice.workflows.input.InputReader} turns one raw argument into one
 * record, or says what is wrong, what is valid and how it looks right. Source: workflows.md §0.
 */
@NullMarked
package io.sluice.workflows.input;

import org.jspecify.annotations.NullMarked;
