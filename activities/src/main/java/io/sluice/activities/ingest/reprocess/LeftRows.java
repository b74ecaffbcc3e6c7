package io.sluice.activities.ingest.reprocess;

import io.sluice.activities.ingest.StagedFacts;
import io.sluice.activities.lake.SummaryKeys;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows of a batch that a partition's newest publication left in quarantine, by its summary. What a stream refused is in its
 * archive and is none of them; where a stream's rows joined those of a batch, the summary goes on saying what the batch left.
 *
 * @param origin {@code <run>/<attempt>} that wrote them
 */
public record LeftRows(long rows, String origin) {
    /** Those of a publication. */
    public static LeftRows of(Map<String, String> summary) {
        String kept = summary.get(SummaryKeys.QUARANTINE_KEPT);
        if (kept != null) {
            String[] parts = kept.split("@", 2);
            return new LeftRows(Long.parseLong(parts[0]), parts[1]);
        }
        String run = SummaryKeys.wapId(
                summary.getOrDefault(SummaryKeys.RUN, ""),
                Integer.parseInt(summary.getOrDefault(SummaryKeys.ATTEMPT, "0")));
        String origin = summary.getOrDefault(SummaryKeys.QUARANTINE_OF, run);
        // A day that a stream certified and no batch delivered: its own run quarantined nothing.
        boolean streamed =
                summary.containsKey(SummaryKeys.STREAM_ROWS) && !summary.containsKey(SummaryKeys.QUARANTINE_OF);
        return new LeftRows(streamed ? 0 : StagedFacts.of(summary).quarantined(), origin);
    }

    /** What a day that replaces the publication has to say of them, so that they can still leave. */
    public static Map<String, String> kept(Map<String, String> summary) {
        LeftRows left = of(summary);
        Map<String, String> kept = new LinkedHashMap<>();
        if (left.rows() > 0) {
            kept.put(SummaryKeys.QUARANTINE_KEPT, left.rows() + "@" + left.origin());
        }
        String change = summary.get(SummaryKeys.QUARANTINE_CHANGE);
        if (change != null) {
            kept.put(SummaryKeys.QUARANTINE_CHANGE, change);
        }
        return kept;
    }
}
