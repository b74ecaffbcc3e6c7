package io.sluice.activities.lake;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of a snapshot's summary that Sluice writes and reads. */
public final class SummaryKeys {
    /** Names a staged snapshot: run + gate attempt. */
    public static final String WAP_ID = "wap.id";

    /** The run that staged it. */
    public static final String RUN = "sluice.run";

    /** The gate attempt it was staged for. */
    public static final String ATTEMPT = "sluice.attempt";

    /** The dataset, for example {@code trusted.online_retail}. */
    public static final String DATASET = "sluice.dataset";

    /** The partition label or range that was asked for. */
    public static final String PARTITION = "sluice.partition";

    /** What a person had applied to the rows, a JSON list of {@code patch/<name>} and {@code fixer/<name>}; absent without any. */
    public static final String MENDS = "sluice.mends";

    /** {@code <partition>@<snapshot>}: the rows are the last certified values of that partition, carried forward; absent otherwise. */
    public static final String CARRIED_FROM = "sluice.carried-from";

    /** {@code <run>/<attempt>}: the partition's quarantined rows were written by that one; absent where they are its own. */
    public static final String QUARANTINE_OF = "sluice.quarantine-of";

    /**
     * {@code <rows>@<run>/<attempt>}: on a certified day of a stream, the rows that the batch of that day left in quarantine, and who
     * wrote them there; absent where there are none.
     */
    public static final String QUARANTINE_KEPT = "sluice.quarantine-kept";

    /** The staged snapshot of the quarantine table by which rows leave it when this one is published; absent otherwise. */
    public static final String QUARANTINE_CHANGE = "sluice.quarantine-change";

    /** On the quarantine table: the staged snapshot whose change this one made. */
    public static final String SETTLES = "sluice.settles";

    /** Rows staged. */
    public static final String ROWS = "sluice.rows";

    /** Rows that went to quarantine instead. */
    public static final String QUARANTINED = "sluice.quarantined";

    /** Rows that were duplicates. */
    public static final String DUPLICATES = "sluice.duplicates";

    /** What a view's rows were computed from: {@code table@snapshot}, separated by commas. A release needs it. */
    public static final String INPUTS = "sluice.inputs";

    /** When a delivery was extracted, epoch milliseconds. A release of an unpartitioned source needs it. */
    public static final String EXTRACTED_AT = "sluice.extracted-at";

    /** The least event time that an unpartitioned source's export holds, epoch milliseconds; absent without rows. */
    public static final String FIRST_EVENT = "sluice.first-event";

    /** What people decided about a candidate and those that it replaced, as JSON; on the published snapshot. */
    public static final String DECISIONS = "sluice.decisions";

    /** Makes an append idempotent: at most one snapshot of a table's history has it. */
    public static final String KEY = "sluice.key";

    /** The instant up to which a view's rows were computed because no more was certified, epoch milliseconds. */
    public static final String CERTIFIED_THROUGH = "sluice.certified-through";

    /**
     * {@code <feature>=<count>}, separated by commas: at how many of a view's change points that a candidate holds a value is NULL
     * because of {@code max_distinct}; absent where there is none.
     */
    public static final String BEYOND_DISTINCT = "sluice.beyond-max-distinct";

    /** Names the rows that a stream gave to a day, whatever their order: how many, and a sum of their hashes; absent otherwise. */
    public static final String STREAM_ROWS = "sluice.stream-rows";

    /** {@code <log partition>:<next>}, a JSON list: up to where the log was archived from which a day was staged. */
    public static final String ARCHIVED = "sluice.archived";

    /** {@code <log partition>:<clock>:<watermark>}, a JSON list: the times of {@link #ARCHIVED}, epoch milliseconds or empty. */
    public static final String ARCHIVED_TIMES = "sluice.archived-times";

    /** {@code <log partition>:<from>-<to>@<epoch>}, a JSON list: what people had rejected of the log when a day was staged. */
    public static final String REJECTED_RANGES = "sluice.rejected-ranges";

    private SummaryKeys() {}

    /** Every property of ours but the names of staged snapshots begins so. */
    public static final String OURS = "sluice.";

    /** {@code <run>/<attempt>}. */
    public static String wapId(String run, int attempt) {
        return run + "/" + attempt;
    }

    /** The run of a {@link #wapId}. */
    public static String run(String wapId) {
        return wapId.substring(0, Math.max(0, wapId.lastIndexOf('/')));
    }

    /** The attempt of a {@link #wapId}. */
    public static int attempt(String wapId) {
        return Integer.parseInt(wapId.substring(wapId.lastIndexOf('/') + 1));
    }

    /** Whether two candidates are of one partition, or of ranges that have one in common. */
    static boolean overlap(Map<String, String> one, Map<String, String> other) {
        String[] first = range(one);
        String[] second = range(other);
        return !first[0].isEmpty() && first[0].compareTo(second[1]) <= 0 && second[0].compareTo(first[1]) <= 0;
    }

    /** Whether a candidate holds what is published of its partition and rows that come out of quarantine. */
    static boolean leavesQuarantine(Map<String, String> summary) {
        return summary.containsKey(QUARANTINE_OF);
    }

    /** {@code from..to}; a single label is both. */
    private static String[] range(Map<String, String> summary) {
        String[] ends = summary.getOrDefault(PARTITION, "").split("\\.\\.", 2);
        return new String[] {ends[0], ends[ends.length - 1]};
    }

    /** Whether a snapshot's {@code wap.id}, null where it has none, is that of an attempt of a run. */
    static boolean isOfRun(@Nullable String wapId, String run) {
        return wapId != null
                && wapId.startsWith(run + "/")
                && wapId.substring(run.length() + 1).matches("\\d{1,9}");
    }
}
