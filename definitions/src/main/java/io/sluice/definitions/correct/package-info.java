/**
 * Late events that come back into a stream: which of those that a log turned away are new, so that they are admitted. Start at {@link
 * io.sluice.definitions.correct.Admissions}. Source: contract §3, late policy {@code correct}.
 */
@NullMarked
package io.sluice.definitions.correct;

import org.jspecify.annotations.NullMarked;
