package io.sluice.activities.ingest;

/** Columns that rows have between landing and their verdict, beside the declared ones. */
public final class StagingColumns {
    /** The received columns as a struct. */
    public static final String RECEIVED = "_received";

    /** Names of declared columns whose received value is none of their type. */
    public static final String UNFIT = "_unfit";

    public static final String CONTENT = "_content";
    public static final String STATUS = "_status";
    public static final String RULES = "_rules";
    public static final String REASONS = "_reasons";
    public static final String SEVERITY = "_severity";
    public static final String REASON = "_reason";

    /** The row as it was received, as JSON. */
    public static final String ROW = "_row";

    private StagingColumns() {}

    /** What becomes of a row; exactly one of these. */
    public enum Status {
        /** Staged. */
        KEPT,
        /** Refused with reasons: quarantine. */
        REFUSED,
        /** Another row with this identity and payload is there already. */
        DUPLICATE,
        /** Outside of the partition under {@code late_policy: drop}. */
        DROPPED,
        /** Of an earlier partition under {@code late_policy: correct}: that one is staged again with it. */
        LATE,
        /** At or after the source's cutover: the stream lane's. */
        OVERLAP
    }
}
