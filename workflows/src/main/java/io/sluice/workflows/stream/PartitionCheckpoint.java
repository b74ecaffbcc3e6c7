package io.sluice.workflows.stream;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an instance stands in one partition of the log. Counters are sums since its incarnation began, so that a report that
 * is lost loses nothing; those that an instance does not know are 0.
 *
 * @param partition {@link #REST} for the sum over partitions that a report had no room for
 * @param endOffset the last offset that is committed, decimal; empty before the first
 * @param clock epoch milliseconds; null: none yet
 * @param watermark epoch milliseconds; null: none yet
 * @param accepted records taken
 * @param quarantined readable, but refused by a rule
 * @param deadLetters not readable
 * @param emitted records written
 * @param lag records of its input that it has not taken yet, those held back by a gate included
 * @param verdict PASS or FAIL: of the newest interval
 * @param held intervals that failed and are not decided yet, oldest first, as {@code <epoch>:<from>-<to>}; they are reported
 *     until their decision has been read from the control topic
 */
public record PartitionCheckpoint(
        int partition,
        String endOffset,
        @Nullable Long clock,
        @Nullable Long watermark,
        long accepted,
        long late,
        long duplicate,
        long quarantined,
        long future,
        long deadLetters,
        long emitted,
        long lag,
        String verdict,
        List<String> held) {
    /** Stands for several partitions. */
    public static final int REST = -1;

    /** How many intervals of a partition are named; the others come up when these are decided. */
    static final int MAX_HELD = 3;

    public PartitionCheckpoint {
        endOffset = requireNonNullElse(endOffset, "");
        requireNonNull(verdict, "verdict is null");
        held = held == null ? List.of() : List.copyOf(held.subList(0, Math.min(MAX_HELD, held.size())));
    }

    /** The intervals that wait for a decision, oldest first. */
    public List<Interval> intervals() {
        return held.stream().map(Interval::parse).sorted().toList();
    }

    /** The last committed offset as a number; -1 before the first. */
    public long offset() {
        return endOffset.isEmpty() ? -1 : Long.parseLong(endOffset);
    }

    /** The sum of both, which has no offset and the least clock. */
    PartitionCheckpoint plus(PartitionCheckpoint other) {
        return new PartitionCheckpoint(
                REST,
                "",
                least(clock, other.clock),
                least(watermark, other.watermark),
                accepted + other.accepted,
                late + other.late,
                duplicate + other.duplicate,
                quarantined + other.quarantined,
                future + other.future,
                deadLetters + other.deadLetters,
                emitted + other.emitted,
                lag + other.lag,
                verdict.equals("FAIL") ? verdict : other.verdict,
                List.of());
    }

    /** The earlier of both; what is not known yet is earlier than all. */
    private static @Nullable Long least(@Nullable Long one, @Nullable Long other) {
        return one == null || other == null ? null : Long.valueOf(Math.min(one, other));
    }
}
