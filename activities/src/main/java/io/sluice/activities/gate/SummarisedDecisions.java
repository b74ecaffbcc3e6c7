package io.sluice.activities.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.table.RecordTable;
import io.sluice.activities.table.gate.DecisionRow;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.expressions.Expressions;

/**
 * Every decision about a run's candidates as the summary of the published snapshot tells it: short, bounded, the newest first to
 * stay. The whole record is {@code sluice.decisions}. Source: workflows.md §4.
 */
final class SummarisedDecisions {
    /** A summary is part of the table's metadata, which every reader loads. */
    private static final int MOST = 50;

    private static final int LONGEST = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordTable<DecisionRow> decisions;

    SummarisedDecisions(RecordTable<DecisionRow> decisions) {
        this.decisions = decisions;
    }

    /** A JSON array in order of time; {@code []} when nobody decided anything. */
    String about(String dataset, Set<String> snapshotIds) {
        List<DecisionRow> all = decisions.scan(Expressions.in("snapshot_id", snapshotIds)).stream()
                .filter(row -> row.dataset().equals(dataset))
                .sorted(Comparator.comparing(DecisionRow::at).thenComparing(DecisionRow::decisionId))
                .toList();
        try {
            return JSON.writeValueAsString(all.subList(Math.max(0, all.size() - MOST), all.size()).stream()
                    .map(SummarisedDecisions::summary)
                    .toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts", e);
        }
    }

    private static Map<String, String> summary(DecisionRow row) {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("id", row.decisionId());
        summary.put("at", row.at().toString());
        summary.put("by", cut(row.by()));
        summary.put("verb", cut(row.verb()));
        summary.put("effect", row.effect());
        summary.put("attempt", String.valueOf(row.attempt()));
        summary.put("reason", cut(row.reason()));
        return summary;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
