package io.sluice.definitions.correct;

import io.sluice.definitions.accept.Stamped;

/**
 * Where the topic of a source had a record: however often it is decided or brought back, it is that record.
 *
 * @param partition of the source's topic
 * @param offset in it
 */
public record Origin(int partition, long offset) {
    /** That of an event, or of one that a correction brought back. */
    public static Origin of(Stamped record) {
        return new Origin(record.stamp().partition(), record.stamp().offset());
    }
}
