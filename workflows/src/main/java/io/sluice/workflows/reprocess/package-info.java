/** {@code QuarantineReprocess}: judges quarantined rows again after something was mended, and publishes those that pass now. */
@NullMarked
package io.sluice.workflows.reprocess;

import org.jspecify.annotations.NullMarked;
