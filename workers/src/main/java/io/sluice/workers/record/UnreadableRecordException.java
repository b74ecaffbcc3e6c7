package io.sluice.workers.record;

/** A record that has no columns to speak of: it goes to the dead letters. Its message holds nothing of the record. */
public final class UnreadableRecordException extends Exception {
    private final Reason reason;

    public UnreadableRecordException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why, for counters and headers. */
    public Reason reason() {
        return reason;
    }

    /** What can be wrong with bytes. */
    public enum Reason {
        /** No value at all. */
        EMPTY,
        /** Not of the source's format. */
        MALFORMED,
        /** Avro without a fingerprint of its schema. */
        SCHEMA_MISSING,
        /** Avro with a fingerprint that no known schema has. */
        SCHEMA_UNKNOWN
    }
}
