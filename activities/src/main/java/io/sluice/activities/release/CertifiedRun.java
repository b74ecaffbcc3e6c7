package io.sluice.activities.release;

import io.sluice.activities.table.PartitionRow;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.time.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The gap-free run of certified partitions of a batch source, from the earliest one on.
 *
 * @param rows the published ledger row that holds for each partition, in order of time; empty when nothing is certified
 */
public record CertifiedRun(Source source, List<PartitionRow> rows) {
    public CertifiedRun {
        rows = List.copyOf(rows);
    }

    /** Reads it from the ledger rows of {@code trusted.<source>}. */
    public static CertifiedRun of(Source source, Collection<PartitionRow> ledger) {
        Map<Partition, PartitionRow> holding = new HashMap<>();
        ledger.stream()
                .filter(row -> row.state().equals(PartitionRow.PUBLISHED))
                .forEach(row -> holding.merge(
                        partition(source, row.partition()),
                        row,
                        (one, other) -> one.sequence() >= other.sequence() ? one : other));
        List<Partition> ordered = new ArrayList<>(holding.keySet());
        ordered.sort(Comparator.comparingLong(Partition::start));
        List<PartitionRow> run = new ArrayList<>();
        long expected = ordered.isEmpty() ? 0 : ordered.get(0).start();
        for (Partition partition : ordered) {
            if (partition.start() != expected) {
                break;
            }
            run.add(holding.get(partition));
            expected = partition.end();
        }
        return new CertifiedRun(source, run);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The first instant from which every row is there, epoch milliseconds. */
    public long firstCompleteInstant() {
        return partition(source, rows.get(0).partition()).start();
    }

    /** The last instant that the source speaks about, epoch milliseconds. */
    public long certifiedThrough() {
        long end = partition(source, rows.get(rows.size() - 1).partition()).end();
        long through =
                end - source.allowedLateness().toMillis() + source.delay().toMillis();
        return source.kind() == Source.Kind.ATTRIBUTES ? through - 1 : through;
    }

    /** Ledger rows whose rows may have event times before an instant, epoch milliseconds. */
    List<PartitionRow> reachingBefore(long instant) {
        long lateness = source.allowedLateness().toMillis();
        return rows.stream()
                .filter(row -> partition(source, row.partition()).start() - lateness < instant)
                .toList();
    }

    private static Partition partition(Source source, String label) {
        return Partition.parse(
                label, Objects.requireNonNull(source.batch(), "batch is null").partition());
    }
}
