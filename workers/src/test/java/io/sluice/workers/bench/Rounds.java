package io.sluice.workers.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Sides of a comparison, run in turns in one process, so that whatever slows the machine slows all of them.
 *
 * <p>Sides of one group must give equal outputs, in every round; a difference fails before any time is told.
 *
 * @param warmUps rounds that do not count, at least one
 */
record Rounds(int warmUps, int measured) {
    /** Does the work, which is timed; what it gives is asked for its output outside of the time. */
    interface Work {
        Supplier<Object> run();
    }

    /** One way to do something; all of a group do the same. */
    record Side(String name, String group, Work work) {}

    Rounds {
        if (warmUps < 1 || measured < 1) {
            throw new IllegalArgumentException("Invalid rounds: " + warmUps + ", " + measured);
        }
    }

    /** The times of each side by name; in each round another side begins. */
    Map<String, Times> run(List<Side> sides) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        Map<String, List<Long>> nanos = new LinkedHashMap<>();
        sides.forEach(side -> nanos.put(side.name(), new ArrayList<>()));
        for (int round = 0; round < warmUps + measured; round++) {
            List<Side> turn = new ArrayList<>(sides);
            Collections.rotate(turn, -round);
            for (Side side : turn) {
                long cpu = Machine.cpuNanos();
                long took = time(side, outputs);
                // The time of the cores says more than the clock where others work, too; the output is part of it.
                System.out.printf(
                        "  %s %d: %s %.3f s, %.3f s of the cores with its output%n",
                        round < warmUps ? "warm-up" : "round",
                        round + 1,
                        side.name(),
                        took / 1e9,
                        (Machine.cpuNanos() - cpu) / 1e9);
                if (round >= warmUps) {
                    nanos.get(side.name()).add(took);
                }
            }
        }
        Map<String, Times> times = new LinkedHashMap<>();
        nanos.forEach((name, taken) -> times.put(name, new Times(taken)));
        return times;
    }

    private static long time(Side side, Map<String, Object> outputs) {
        // One side's garbage is not the next one's to collect.
        System.gc();
        long start = System.nanoTime();
        Supplier<Object> done = side.work().run();
        long took = System.nanoTime() - start;
        Object output = done.get();
        Object expected = outputs.putIfAbsent(side.group(), output);
        if (expected != null) {
            assertThat(output).describedAs("output of %s", side.name()).isEqualTo(expected);
        }
        return took;
    }
}
