package io.sluice.activities.release.certified;

import io.sluice.activities.table.PartitionRow;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.time.Partition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A published day of a view and what it was computed from.
 *
 * @param inputs by source name, the trusted snapshot that was read, or a newer one that was found to give the same rows; none
 *     where there was no trusted row or its snapshot is gone
 * @param certifiedThrough what was certified then: nothing after it was written
 */
public record ViewDay(PartitionRow row, Map<String, ReadSnapshot> inputs, long certifiedThrough) {
    public ViewDay {
        inputs = Map.copyOf(inputs);
    }

    /** The sequence number of the snapshot that stands for what was read of a source; -1 without one. */
    public long sequence(String source) {
        ReadSnapshot read = inputs.get(source);
        return read == null ? -1 : read.sequence();
    }

    Partition day() {
        return Partition.parse(row.partition(), Source.Partitioning.DAY);
    }

    /**
     * Why this day is not what it would be if it were computed now, as far as the ledger tells; empty when it is.
     *
     * @param through what is certified now
     */
    public Optional<String> staleness(List<Reach> reaches, long through) {
        for (Reach reach : reaches) {
            List<PartitionRow> newer = reach.newerThan(this);
            if (!newer.isEmpty()) {
                PartitionRow partition = newer.get(0);
                return Optional.of(
                        "%s %s was published after that".formatted(partition.dataset(), partition.partition()));
            }
        }
        return isCut(through) ? Optional.of("less was certified then") : Optional.empty();
    }

    /** Whether instants of the day are certified now that were not when it was computed. */
    boolean isCut(long through) {
        return certifiedThrough < Math.min(day().end() - 1, through);
    }

    /** This day, known to be what other inputs give; itself when those are older in any source. */
    ViewDay comparedWith(Map<String, ReadSnapshot> others) {
        boolean newer = inputs.keySet().stream()
                .allMatch(source ->
                        others.containsKey(source) && others.get(source).sequence() >= sequence(source));
        return newer ? new ViewDay(row, others, certifiedThrough) : this;
    }
}
