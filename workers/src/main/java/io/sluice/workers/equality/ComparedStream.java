package io.sluice.workers.equality;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.model.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream as its newest incarnation runs it.
 *
 * @param rules by which it decides
 * @param history snapshot of the trusted table with the rows before the cutover; null: there are none
 * @param ranges of its log that people took rows out of
 */
record ComparedStream(
        Source source,
        AcceptRules rules,
        int logPartitions,
        @Nullable Long history,
        List<RejectedRangeRow> ranges) {
    ComparedStream {
        requireNonNull(source, "source is null");
        requireNonNull(rules, "rules is null");
        ranges = List.copyOf(ranges);
    }

    /** Those of one partition of the log that an incarnation was begun without: what is rejected of its own leaves with the next. */
    List<RejectedRangeRow> ranges(int partition, long epoch) {
        return ranges.stream()
                .filter(range -> range.partition() == partition && range.epoch() < epoch)
                .toList();
    }
}
