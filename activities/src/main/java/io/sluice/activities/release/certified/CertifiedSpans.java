package io.sluice.activities.release.certified;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.table.PartitionRow;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.launch.CanonicalIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Of which spans of event time the published partitions of a source speak. A batch speaks about its partition up to the cutover; a
 * stream about its days from the cutover on, and from the instant on from which it has every event. Which lane published a day is told by the
 * workflow that did. Source: contract §3, §7.
 */
final class CertifiedSpans {
    /** No instant is complete. */
    static final long NO_STREAM = Long.MAX_VALUE;

    /**
     * One partition.
     *
     * @param open how long before the end rows may still be missing, milliseconds
     */
    record Span(PartitionRow row, long start, long end, long open) {}

    private final Source source;
    private final long completeFrom;
    private final long cutover;
    private final CertifiedRun export;

    /**
     * Creates one.
     *
     * @param export what the last export of an unpartitioned history speaks about
     */
    CertifiedSpans(Source source, long completeFrom, CertifiedRun export) {
        this.source = requireNonNull(source, "source is null");
        this.export = requireNonNull(export, "export is null");
        this.completeFrom = completeFrom;
        Instant cut = source.cutover();
        this.cutover = cut == null ? Long.MIN_VALUE : cut.toEpochMilli();
    }

    /** In order of time. */
    List<Span> of(Collection<PartitionRow> holding, Collection<PartitionRow> ledger) {
        String certify = CanonicalIds.certify(source.name());
        Set<String> byStream = labels(ledger, row -> row.workflowId().equals(certify));
        Set<String> byBatch = labels(ledger, row -> !row.workflowId().equals(certify));
        List<Span> spans = new ArrayList<>();
        for (PartitionRow row : holding) {
            span(row, byBatch.contains(row.partition()), byStream.contains(row.partition()))
                    .ifPresent(spans::add);
        }
        spans.sort(Comparator.comparingLong(Span::start));
        return spans;
    }

    private static Set<String> labels(Collection<PartitionRow> ledger, Predicate<PartitionRow> lane) {
        return ledger.stream()
                .filter(row -> row.state().equals(PartitionRow.PUBLISHED))
                .filter(lane)
                .map(PartitionRow::partition)
                .collect(Collectors.toSet());
    }

    private Optional<Span> span(PartitionRow row, boolean batch, boolean stream) {
        Partition partition = CertifiedRun.partition(source, row.partition());
        long lateness = source.allowedLateness().toMillis();
        if (source.stream() == null) {
            return Optional.of(new Span(row, partition.start(), partition.end(), lateness));
        }
        if (partition.start() == Long.MIN_VALUE) {
            long end = Math.min(export.end(), cutover);
            return export.start() < end ? Optional.of(new Span(row, export.start(), end, lateness)) : Optional.empty();
        }
        long from = Math.max(partition.start(), Math.max(cutover, completeFrom));
        boolean history = batch && source.batch() != null;
        boolean joined = history && from <= Math.max(partition.start(), cutover);
        long start = history && (joined || !stream) ? partition.start() : from;
        long end = stream ? partition.end() : Math.min(partition.end(), cutover);
        return start < end ? Optional.of(new Span(row, start, end, stream ? 0 : lateness)) : Optional.empty();
    }
}
