/**
 * Expectations about how a stream flows: how many rows each stretch of event time has, how long records take from their event to the
 * broker. They are judged at checkpoints, by what a log says and no clock. Start at {@link io.sluice.quality.stream.StreamType}.
 */
@NullMarked
package io.sluice.quality.stream;

import org.jspecify.annotations.NullMarked;
