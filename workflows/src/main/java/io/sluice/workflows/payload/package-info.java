/**
 * Payloads are references and summaries, never data: {@link io.sluice.workflows.payload.GuardedDataConverter} refuses what
 * is too large. Source: workflows.md §0.
 */
@NullMarked
package io.sluice.workflows.payload;

import org.jspecify.annotations.NullMarked;
