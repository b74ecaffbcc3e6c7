package io.sluice.activities.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.lake.SummaryKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the summary of a staged snapshot says about how it came to be, so that its audit is a function of the snapshot alone.
 *
 * @param read rows of the delivery and late ones of others; always the sum of rows, quarantined, duplicates, dropped, late and
 *     overlap
 * @param dropped rows outside of the partition under {@code late_policy: drop}
 * @param late rows of earlier partitions under {@code late_policy: correct}: they are staged there
 * @param overlap rows that belong to the stream lane by the source's cutover
 * @param reused rows of {@code rows} whose event id comes at another event time, too
 */
public record StagedFacts(
        long read,
        long rows,
        long quarantined,
        long duplicates,
        long dropped,
        long late,
        long overlap,
        long reused,
        long corrupt,
        List<String> missingColumns,
        List<String> retypedColumns,
        List<String> newColumns) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String READ = "sluice.read";
    private static final String DROPPED = "sluice.dropped";
    private static final String LATE = "sluice.late";
    private static final String OVERLAP = "sluice.overlap";
    private static final String REUSED = "sluice.reused-ids";
    private static final String CORRUPT = "sluice.corrupt";
    private static final String MISSING = "sluice.missing-columns";
    private static final String RETYPED = "sluice.retyped-columns";
    private static final String NEW = "sluice.new-columns";

    /** As properties of a snapshot. */
    public Map<String, String> summary() {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put(READ, String.valueOf(read));
        summary.put(SummaryKeys.ROWS, String.valueOf(rows));
        summary.put(SummaryKeys.QUARANTINED, String.valueOf(quarantined));
        summary.put(SummaryKeys.DUPLICATES, String.valueOf(duplicates));
        summary.put(DROPPED, String.valueOf(dropped));
        summary.put(LATE, String.valueOf(late));
        summary.put(OVERLAP, String.valueOf(overlap));
        summary.put(REUSED, String.valueOf(reused));
        summary.put(CORRUPT, String.valueOf(corrupt));
        summary.put(MISSING, json(missingColumns));
        summary.put(RETYPED, json(retypedColumns));
        summary.put(NEW, json(newColumns));
        return summary;
    }

    /** From the properties of a snapshot; what a summary does not say is nothing. */
    public static StagedFacts of(Map<String, String> summary) {
        return new StagedFacts(
                number(summary, READ),
                number(summary, SummaryKeys.ROWS),
                number(summary, SummaryKeys.QUARANTINED),
                number(summary, SummaryKeys.DUPLICATES),
                number(summary, DROPPED),
                number(summary, LATE),
                number(summary, OVERLAP),
                number(summary, REUSED),
                number(summary, CORRUPT),
                list(summary, MISSING),
                list(summary, RETYPED),
                list(summary, NEW));
    }

    private static long number(Map<String, String> summary, String key) {
        return Long.parseLong(summary.getOrDefault(key, "0"));
    }

    public static String json(List<String> names) {
        try {
            return JSON.writeValueAsString(names);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts", e);
        }
    }

    public static List<String> list(Map<String, String> summary, String key) {
        try {
            return JSON.readValue(summary.getOrDefault(key, "[]"), new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot parse " + key + " of a snapshot's summary", e);
        }
    }
}
