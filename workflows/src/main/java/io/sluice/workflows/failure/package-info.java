/**
 * Which failures of activities a retry cannot mend, decided in one place: {@link
 * io.sluice.workflows.failure.ProgramErrorInterceptor} on every worker.
 */
@NullMarked
package io.sluice.workflows.failure;

import org.jspecify.annotations.NullMarked;
