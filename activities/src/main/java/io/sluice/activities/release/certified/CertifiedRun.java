package io.sluice.activities.release.certified;

import io.sluice.activities.table.PartitionRow;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.Source.Partitioning;
import io.sluice.definitions.time.Partition;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The gap-free run of certified partitions that a batch source is released by: the longest one, of equally long ones the last. So
 * neither a stray partition before it nor one after it decides what is certified. Source: contract §7, decision 008.
 *
 * @param published the published ledger row that holds for each partition, in order of time
 * @param rows those of the run; empty when nothing is certified
 * @param start event time, epoch milliseconds: from here on every row is there
 * @param end event time, epoch milliseconds: the first instant that the run says nothing about
 * @param open how long before its end rows may still be missing, milliseconds: the allowed lateness of a batch; of a closed day of a
 *     stream nothing is missing
 */
public record CertifiedRun(
        Source source, List<PartitionRow> published, List<PartitionRow> rows, long start, long end, long open) {
    public CertifiedRun {
        published = List.copyOf(published);
        rows = List.copyOf(rows);
    }

    /** Reads that of a partitioned source from the ledger rows of {@code trusted.<source>}; no stream is certified. */
    public static CertifiedRun of(Source source, Collection<PartitionRow> ledger) {
        return of(source, ledger, CertifiedSpans.NO_STREAM, unknown(source, List.of()));
    }

    /**
     * The same of a source that is a stream, or history and a stream.
     *
     * @param completeFrom epoch milliseconds: from when on the stream has every event
     * @param export that of an unpartitioned history
     */
    public static CertifiedRun of(
            Source source, Collection<PartitionRow> ledger, long completeFrom, CertifiedRun export) {
        List<PartitionRow> holding = List.copyOf(holding(source, ledger).values());
        List<CertifiedSpans.Span> spans = new CertifiedSpans(source, completeFrom, export).of(holding, ledger);
        return longest(source, holding, spans);
    }

    /** The longest run of spans; of equally long ones the last. */
    static CertifiedRun longest(Source source, List<PartitionRow> holding, List<CertifiedSpans.Span> spans) {
        List<CertifiedSpans.Span> longest = List.of();
        for (int from = 0, to = 0; from < spans.size(); from = to) {
            to = endOfRun(spans, from);
            List<CertifiedSpans.Span> run = spans.subList(from, to);
            longest = length(run) >= length(longest) ? run : longest;
        }
        if (longest.isEmpty()) {
            return new CertifiedRun(source, ordered(source, holding), List.of(), 0, 0, 0);
        }
        CertifiedSpans.Span last = longest.get(longest.size() - 1);
        return new CertifiedRun(
                source,
                ordered(source, holding),
                longest.stream().map(CertifiedSpans.Span::row).toList(),
                longest.get(0).start(),
                last.end(),
                last.open());
    }

    private static List<PartitionRow> ordered(Source source, List<PartitionRow> holding) {
        return holding.stream()
                .sorted(Comparator.comparingLong(
                        row -> partition(source, row.partition()).start()))
                .toList();
    }

    /** That of an unpartitioned source, whose last certified export speaks about a span of event time. */
    public static CertifiedRun ofExport(Source source, Collection<PartitionRow> ledger, long start, long end) {
        List<PartitionRow> published = List.copyOf(holding(source, ledger).values());
        return new CertifiedRun(
                source,
                published,
                published,
                start,
                end,
                source.allowedLateness().toMillis());
    }

    /** That of an unpartitioned source of which nobody knows up to when its last certified export goes. */
    static CertifiedRun unknown(Source source, Collection<PartitionRow> ledger) {
        List<PartitionRow> published = List.copyOf(holding(source, ledger).values());
        return new CertifiedRun(source, published, List.of(), 0, 0, 0);
    }

    /** Of several publications of a partition the last one holds. */
    private static Map<Partition, PartitionRow> holding(Source source, Collection<PartitionRow> ledger) {
        Map<Partition, PartitionRow> holding = new HashMap<>();
        ledger.stream()
                .filter(row -> row.state().equals(PartitionRow.PUBLISHED))
                .forEach(row -> holding.merge(
                        partition(source, row.partition()),
                        row,
                        (one, other) -> one.sequence() >= other.sequence() ? one : other));
        return holding;
    }

    private static int endOfRun(List<CertifiedSpans.Span> spans, int from) {
        int to = from + 1;
        while (to < spans.size() && spans.get(to).start() == spans.get(to - 1).end()) {
            to++;
        }
        return to;
    }

    private static long length(List<CertifiedSpans.Span> run) {
        return run.isEmpty() ? 0 : run.get(run.size() - 1).end() - run.get(0).start();
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The first instant from which every row is there, epoch milliseconds. */
    public long firstCompleteInstant() {
        return start;
    }

    /** Labels of published partitions that hold rows, all of them older than an instant, epoch milliseconds. */
    List<String> olderThan(long instant) {
        return published.stream()
                .filter(row ->
                        row.rows() > 0 && partition(source, row.partition()).end() <= instant)
                .map(PartitionRow::partition)
                .toList();
    }

    /** The last instant that the source speaks about, epoch milliseconds. */
    public long certifiedThrough() {
        long through = end - open + source.delay().toMillis();
        return source.kind() == Source.Kind.ATTRIBUTES ? through - 1 : through;
    }

    /**
     * Ledger rows whose rows may have event times before an instant, epoch milliseconds. Those before the run are among them: a
     * value without a window looks back at them.
     */
    public List<PartitionRow> reachingBefore(long instant) {
        long reach = instant + source.allowedLateness().toMillis();
        return published.stream()
                .filter(row -> partition(source, row.partition()).start() < reach)
                .toList();
    }

    /** The labels of a stream are days, beside which a batch lane has its own. */
    static Partition partition(Source source, String label) {
        return source.stream() == null ? Partition.parse(label, partitioning(source)) : Partition.read(label);
    }

    /** Whether all rows of a source come in exports that have no partitions. */
    public static boolean isExported(Source source) {
        return source.stream() == null && partitioning(source) == Partitioning.NONE;
    }

    static Partitioning partitioning(Source source) {
        return Objects.requireNonNull(source.batch(), "batch is null").partition();
    }
}
