/**
 * Corrections: late events of a stream whose source says {@code late_policy: correct} are admitted. {@link
 * io.sluice.workflows.correct.Correction} is the workflow. Source: contract §3.
 */
@NullMarked
package io.sluice.workflows.correct;

import org.jspecify.annotations.NullMarked;
