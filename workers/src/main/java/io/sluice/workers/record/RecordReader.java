package io.sluice.workers.record;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads the value of a record. Not thread-safe. */
public interface RecordReader {
    /**
     * The typed row. The same bytes always give the same row.
     *
     * @throws UnreadableRecordException when the value is not of the format; a retry does not help
     */
    ReadRow read(byte @Nullable [] value, Headers headers) throws UnreadableRecordException;
}
