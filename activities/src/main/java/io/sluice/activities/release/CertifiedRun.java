package io.sluice.activities.release;

import io.sluice.activities.table.PartitionRow;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.Source.Partitioning;
import io.sluice.definitions.time.Partition;
import java.util.ArrayList;
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
 */
public record CertifiedRun(Source source, List<PartitionRow> published, List<PartitionRow> rows, long start, long end) {
    public CertifiedRun {
        published = List.copyOf(published);
        rows = List.copyOf(rows);
    }

    /** Reads that of a partitioned source from the ledger rows of {@code trusted.<source>}. */
    public static CertifiedRun of(Source source, Collection<PartitionRow> ledger) {
        Map<Partition, PartitionRow> holding = holding(source, ledger);
        List<Partition> ordered = new ArrayList<>(holding.keySet());
        ordered.sort(Comparator.comparingLong(Partition::start));
        List<Partition> longest = List.of();
        for (int from = 0, to = 0; from < ordered.size(); from = to) {
            to = endOfRun(ordered, from);
            List<Partition> run = ordered.subList(from, to);
            longest = length(run) >= length(longest) ? run : longest;
        }
        return new CertifiedRun(source, rows(holding, ordered), rows(holding, longest), start(longest), end(longest));
    }

    /** That of an unpartitioned source, whose last certified export speaks about a span of event time. */
    static CertifiedRun ofExport(Source source, Collection<PartitionRow> ledger, long start, long end) {
        List<PartitionRow> published = List.copyOf(holding(source, ledger).values());
        return new CertifiedRun(source, published, published, start, end);
    }

    /** That of an unpartitioned source of which nobody knows up to when its last certified export goes. */
    static CertifiedRun unknown(Source source, Collection<PartitionRow> ledger) {
        List<PartitionRow> published = List.copyOf(holding(source, ledger).values());
        return new CertifiedRun(source, published, List.of(), 0, 0);
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

    private static int endOfRun(List<Partition> ordered, int from) {
        int to = from + 1;
        while (to < ordered.size()
                && ordered.get(to).start() == ordered.get(to - 1).end()) {
            to++;
        }
        return to;
    }

    private static long length(List<Partition> run) {
        return end(run) - start(run);
    }

    private static long start(List<Partition> run) {
        return run.isEmpty() ? 0 : run.get(0).start();
    }

    private static long end(List<Partition> run) {
        return run.isEmpty() ? 0 : run.get(run.size() - 1).end();
    }

    private static List<PartitionRow> rows(Map<Partition, PartitionRow> holding, List<Partition> partitions) {
        return partitions.stream()
                .map(partition -> Objects.requireNonNull(holding.get(partition)))
                .toList();
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
        long through =
                end - source.allowedLateness().toMillis() + source.delay().toMillis();
        return source.kind() == Source.Kind.ATTRIBUTES ? through - 1 : through;
    }

    /**
     * Ledger rows whose rows may have event times before an instant, epoch milliseconds. Those before the run are among them: a
     * value without a window looks back at them.
     */
    List<PartitionRow> reachingBefore(long instant) {
        long reach = instant + source.allowedLateness().toMillis();
        return published.stream()
                .filter(row -> partition(source, row.partition()).start() < reach)
                .toList();
    }

    private static Partition partition(Source source, String label) {
        return Partition.parse(label, partitioning(source));
    }

    static Partitioning partitioning(Source source) {
        return Objects.requireNonNull(source.batch(), "batch is null").partition();
    }
}
