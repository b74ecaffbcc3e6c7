package io.sluice.activities.release;

import io.sluice.activities.release.certified.Certification;
import io.sluice.activities.release.certified.CertifiedRun;
import io.sluice.activities.release.certified.LedgerView;
import io.sluice.activities.release.certified.Reach;
import io.sluice.activities.release.certified.ViewDay;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.time.Durations;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.gate.GateOutcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must be true before a view may be released. Each sentence names what is missing and the command that mends it. */
final class Preconditions {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private Preconditions() {}

    /** A source that has no certified partition at all, or of whose export nobody recorded when it was extracted. */
    static List<String> nothingCertified(CertifiedRun run) {
        String source = run.source().name();
        if (run.source().stream() != null) {
            return List.of(
                    "Source %s has no certified day: temporal workflow start --task-queue sluice --type StreamCertification --input '{\"source\":\"%s\"}'"
                            .formatted(source, source));
        }
        boolean unpartitioned = CertifiedRun.isExported(run.source());
        return List.of(
                ("Source %s has no certified %s: temporal workflow start --task-queue sluice --type BatchIngestion"
                                + " --input '{\"source\":\"%s\",\"partition\":\"%s\"}'")
                        .formatted(
                                source,
                                unpartitioned ? "export whose extraction time is on record" : "partition",
                                source,
                                unpartitioned ? Partition.ALL : "<partition>"));
    }

    /** A view of which no instant would be certified: a feature looks back further than there is certified data. */
    static List<String> neverComplete(Certification certification, Collection<CertifiedRun> runs) {
        if (certification.from() <= certification.through()) {
            return List.of();
        }
        CertifiedRun first = runs.stream()
                .min(Comparator.comparingLong(CertifiedRun::certifiedThrough))
                .orElseThrow();
        long days = -Math.floorDiv(certification.through() - certification.from(), DAY);
        return List.of(
                "Feature %s%s is complete only from %s on, and certified data of source %s ends at %s: ingest %d more %s of %s without a gap, then update the view for them"
                        .formatted(
                                certification.last().name(),
                                window(certification.last()),
                                Instant.ofEpochMilli(certification.from()),
                                first.source().name(),
                                Instant.ofEpochMilli(certification.through()),
                                days,
                                days == 1 ? "day" : "days",
                                first.source().name()));
    }

    private static String window(Feature feature) {
        Feature.Window window = feature.window();
        Duration length = window == null ? null : window.length();
        return length == null ? "" : " with its window of " + Durations.print(length);
    }

    /** Days of the view that were never published, of those from the first to the last instant. */
    static List<String> missingDays(String view, Map<String, ViewDay> days, long first, long last) {
        List<String> missing =
                Partition.range(Partition.dayOf(first), Partition.dayOf(last), Source.Partitioning.DAY).stream()
                        .map(Partition::label)
                        .filter(label -> !days.containsKey(label))
                        .toList();
        if (missing.isEmpty()) {
            return List.of();
        }
        return List.of("View %s has no change points published for %s: %s"
                .formatted(view, named(missing), update(view, missing.get(0), missing.get(missing.size() - 1))));
    }

    /** Days that were computed before a partition that reaches into them was published (again), or when less was certified. */
    static List<String> staleDays(String view, Collection<ViewDay> days, List<Reach> reaches, long through) {
        List<String> stale = days.stream()
                .filter(day -> day.staleness(reaches, through).isPresent())
                .map(day -> day.row().partition())
                .sorted()
                .toList();
        if (stale.isEmpty()) {
            return List.of();
        }
        // Without days the update finds out which of them differ.
        return List.of(
                "View %s was computed for %s before data that reaches into it was published: temporal workflow start --task-queue sluice --type ViewUpdate --input '{\"view\":\"%s\"}'"
                        .formatted(view, named(stale), view));
    }

    /** Published partitions whose snapshot has no PASS and no waiver on record. */
    static List<String> uncertified(Collection<PartitionRow> rows, Collection<GateResultRow> results) {
        Map<String, List<GateResultRow>> bySnapshot = new HashMap<>();
        results.forEach(result -> bySnapshot
                .computeIfAbsent(LedgerView.key(result), any -> new ArrayList<>())
                .add(result));
        return rows.stream()
                .filter(row -> !certified(row, bySnapshot.getOrDefault(LedgerView.key(row), List.of())))
                .map(row ->
                        "Partition %s of %s (snapshot %s, attempt %d) has no passed gate and no waiver on record: publish it again through its gate"
                                .formatted(row.partition(), row.dataset(), row.snapshotId(), row.gateAttempt()))
                .distinct()
                .toList();
    }

    private static boolean certified(PartitionRow row, List<GateResultRow> results) {
        return results.stream()
                        .anyMatch(result -> GateOutcomes.CERTIFYING.contains(result.outcome())
                                && result.reportHash().equals(row.reportHash()))
                && results.stream().noneMatch(result -> result.outcome().equals("REJECTED"));
    }

    private static String named(List<String> labels) {
        return labels.size() == 1
                ? labels.get(0)
                : "%d days, %s to %s".formatted(labels.size(), labels.get(0), labels.get(labels.size() - 1));
    }

    private static String update(String view, String from, String to) {
        return "temporal workflow start --task-queue sluice --type ViewUpdate --input '{\"view\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}'"
                .formatted(view, from, to);
    }
}
