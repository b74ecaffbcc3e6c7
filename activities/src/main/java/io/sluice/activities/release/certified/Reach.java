package io.sluice.activities.release.certified;

import io.sluice.activities.table.PartitionRow;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.Influence;
import io.sluice.definitions.changepoint.Influence.Span;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.time.Partition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which days of a view the partitions of a source can change: from the arrival of the earliest row that may be in one to the end
 * of what its last row influences. Source: contract §3, decision 011.
 */
public final class Reach {
    private record Published(PartitionRow row, Span span) {}

    private final CertifiedRun run;
    private final List<Published> partitions = new ArrayList<>();

    private Reach(CertifiedRun run, int source, Influence influence) {
        this.run = run;
        for (PartitionRow row : run.published()) {
            partitions.add(new Published(row, span(row, source, influence)));
        }
        // The newest says best why a day is not what it was.
        partitions.sort(Comparator.comparingLong((Published each) -> each.row.sequence())
                .reversed());
    }

    /** That of every source of a view, in the order of the plan. */
    public static List<Reach> of(ViewPlan plan, List<CertifiedRun> runs) {
        Influence influence = new Influence(plan);
        List<Reach> reaches = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            reaches.add(new Reach(runs.get(i), i, influence));
        }
        return reaches;
    }

    private Span span(PartitionRow row, int source, Influence influence) {
        Partition partition = CertifiedRun.partition(run.source(), row.partition());
        if (partition.start() == Long.MIN_VALUE) {
            return new Span(Long.MIN_VALUE, ChangePoint.NONE);
        }
        long earliest = partition.start() - run.source().allowedLateness().toMillis();
        return new Span(
                influence.of(source, earliest, ChangePoint.NONE).first(),
                influence.of(source, partition.end() - 1, ChangePoint.NONE).last());
    }

    /** The source that is meant. */
    Source source() {
        return run.source();
    }

    /** The partitions that can change a day and were published after the day was computed, the newest first. */
    List<PartitionRow> newerThan(ViewDay day) {
        long read = day.sequence(run.source().name());
        Partition label = day.day();
        return partitions.stream()
                .filter(each -> each.row.sequence() > read
                        && each.span.first() < label.end()
                        && each.span.last() >= label.start())
                .map(Published::row)
                .toList();
    }
}
