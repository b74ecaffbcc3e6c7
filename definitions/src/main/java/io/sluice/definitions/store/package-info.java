/**
 * State that the stream's kernels keep: bytes by bytes, in order. Entry type: {@link io.sluice.definitions.store.ByteStore}.
 * Whoever runs a kernel backs it with what survives a crash.
 */
@NullMarked
package io.sluice.definitions.store;

import org.jspecify.annotations.NullMarked;
