package io.sluice.definitions.streamgate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Light expectations: what is counted of the rows that count, and what these counts say. Pure. */
public interface IntervalGate {
    /** In place of a lag: the record has none that says anything about its source, because a correction brought it back. */
    long NO_LAG = Long.MIN_VALUE;

    /** No gate: everything passes. */
    IntervalGate NONE = new IntervalGate() {
        @Override
        public List<String> counters() {
            return List.of();
        }

        @Override
        public void count(@Nullable Object[] row, long lag, long[] counts) {
            // there is nothing to count
        }

        @Override
        public List<String> failed(GateCounts counts, long atLeast) {
            return List.of();
        }
    };

    /** What is counted, each named by the condition of the rows that it counts; none: rows need not be decoded. */
    List<String> counters();

    /**
     * Counts one row.
     *
     * @param row the values of the source's columns
     * @param lag milliseconds from its event time to its append time, as its stamp says; {@link #NO_LAG}
     * @param counts one for each of {@link #counters}, in their order
     */
    void count(@Nullable Object[] row, long lag, long[] counts);

    /**
     * The ids of the expectations of severity error or fatal that these counts fail, in the order of the gate.
     *
     * @param atLeast by how many records to judge: those that are missing to that number count as good, so that a few rows fail only
     *     what they would fail among so many good ones, too
     */
    List<String> failed(GateCounts counts, long atLeast);

    /** Lengths in milliseconds of the stretches of event time whose rows are to be counted; none as a rule. */
    default List<Long> stretches() {
        return List.of();
    }

    /** Milliseconds by which an event of the source may come late and still be accepted. */
    default long lateness() {
        return 0;
    }

    /** The ids of the expectations of severity error or fatal that a stretch fails, in the order of the gate. */
    default List<String> failed(Stretch stretch) {
        return List.of();
    }
}
