/**
 * {@link io.sluice.workflows.audit.QualityGate}: audits a staged snapshot, waits for people when it is blocked, and writes
 * down how it ended. Source: workflows.md §2 to §4.
 */
@NullMarked
package io.sluice.workflows.audit;

import org.jspecify.annotations.NullMarked;
