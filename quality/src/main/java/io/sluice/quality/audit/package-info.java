/** The verdict on a snapshot: every expectation and the rules that every gate has. Start at {@link io.sluice.quality.audit.Audit}. */
@NullMarked
package io.sluice.quality.audit;

import org.jspecify.annotations.NullMarked;
