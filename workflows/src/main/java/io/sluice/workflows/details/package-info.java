/**
 * What a workflow shows of itself in its current details: {@link io.sluice.workflows.details.RunPage} is the page,
 * {@link io.sluice.workflows.details.GateSection} the gates on it. No row values, at most 16 KiB.
 */
@NullMarked
package io.sluice.workflows.details;

import org.jspecify.annotations.NullMarked;
