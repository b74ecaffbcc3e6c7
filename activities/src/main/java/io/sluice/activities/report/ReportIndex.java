package io.sluice.activities.report;

import io.sluice.activities.metric.AuditMetrics;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.activities.table.gate.MetricRow;
import io.sluice.quality.report.page.IndexEntry;
import io.sluice.quality.report.page.IndexPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * The list of the newest audits, from {@code sluice.metrics} (which knows the open ones, too) and {@code sluice.gate_results}.
 *
 * <p>Two gates that end at once both write it: before a text is written the tables are read, and after it read again until they
 * tell the same. So whichever is last, it has everything.
 */
final class ReportIndex {
    /** Audits; each is a file to read. */
    private static final int NEWEST = 300;

    private static final int ROUNDS = 5;

    private final SystemTables tables;
    private final String folder;

    ReportIndex(SystemTables tables, String folder) {
        this.tables = tables;
        this.folder = folder;
    }

    void write(TextFiles files) {
        for (int round = 0; round < ROUNDS; round++) {
            String seen = state();
            files.write(folder + "/index.html", IndexPage.of(entries()));
            if (seen.equals(state())) {
                return;
            }
        }
    }

    private String state() {
        return tables.metrics().snapshotId() + "/" + tables.gateResults().snapshotId();
    }

    List<IndexEntry> entries() {
        Map<String, List<MetricRow>> audits = new HashMap<>();
        tables.metrics()
                .newest("at", NEWEST, Expressions.equal("rule", AuditMetrics.GATE))
                .forEach(row -> audits.computeIfAbsent(
                                key(row.dataset(), row.snapshotId(), row.attempt(), row.reportHash()),
                                key -> new ArrayList<>())
                        .add(row));
        Map<String, GateResultRow> endings = new HashMap<>();
        tables.gateResults()
                .newest("at", NEWEST, Expressions.alwaysTrue())
                .forEach(row -> endings.merge(
                        key(row.dataset(), row.snapshotId(), row.attempt(), row.reportHash()),
                        row,
                        (one, other) -> one.at().isAfter(other.at()) ? one : other));
        List<IndexEntry> entries = new ArrayList<>();
        audits.forEach((key, rows) -> entries.add(entry(rows, endings.remove(key))));
        endings.values().forEach(row -> entries.add(entry(row)));
        return entries;
    }

    private static String key(String dataset, String snapshotId, int attempt, @Nullable String hash) {
        return String.join("\n", dataset, snapshotId, String.valueOf(attempt), Objects.requireNonNullElse(hash, ""));
    }

    private IndexEntry entry(List<MetricRow> rows, @Nullable GateResultRow ending) {
        MetricRow first = rows.get(0);
        String verdict = Objects.requireNonNullElse(first.outcome(), "PASS");
        return new IndexEntry(
                first.dataset(),
                first.partition(),
                first.gate(),
                first.snapshotId(),
                first.attempt(),
                verdict,
                ending == null ? "" : ending.outcome(),
                ending == null ? "" : ending.decidedBy(),
                ending == null ? "" : ending.reason(),
                ending == null ? List.of() : ending.failed(),
                count(rows, "rows"),
                ReportFiles.name(first.gate(), first.dataset(), first.partition(), first.snapshotId(), first.attempt())
                        + ".html",
                rows.stream().map(MetricRow::at).max(Instant::compareTo).orElse(first.at()));
    }

    private static long count(List<MetricRow> rows, String metric) {
        return rows.stream()
                .filter(row -> row.metric().equals(metric))
                .mapToLong(row -> (long) row.value())
                .findFirst()
                .orElse(-1);
    }

    /** A gate whose audit left no metrics: that of the definitions, or one of before they were named. */
    private IndexEntry entry(GateResultRow row) {
        boolean here = row.reportUri().startsWith(folder + "/");
        return new IndexEntry(
                row.dataset(),
                row.partition(),
                row.gate(),
                row.snapshotId(),
                row.attempt(),
                row.outcome(),
                row.outcome(),
                row.decidedBy(),
                row.reason(),
                row.failed(),
                -1,
                here ? row.reportUri().substring(folder.length() + 1) : "",
                row.at());
    }
}
