package io.sluice.workers.bench;

import java.time.Instant;
import java.util.List;

/**
 * How the time from a kill to the first output of whoever goes on is spent, as the log of the new process tells it.
 *
 * @param killed epoch milliseconds, as all others
 * @param begun the app is made: its process was started, its expressions are compiled
 * @param joined the group has given it the task
 * @param restored its state is there
 * @param first its first checkpoint was read
 */
record StartParts(long killed, long begun, long joined, long restored, long first) {
    /** Options with which an app or a worker prints what is read here. */
    static final List<String> PRINTING = List.of("-Dsluice.log=info");

    private static final String APP = "[" + LiveViewMain.app().applicationId().replaceAll("e\\d+$", "e");

    /** Reads what was printed since the kill. */
    static StartParts of(String printed, long killed, long first) {
        List<String> lines = printed.lines()
                .filter(line -> line.contains(APP) && line.contains("State transition from "))
                .filter(line -> at(line) >= killed && at(line) <= first)
                .toList();
        return new StartParts(
                killed,
                last(lines, "from CREATED to REBALANCING"),
                last(lines, "to PARTITIONS_ASSIGNED"),
                last(lines, "from REBALANCING to RUNNING"),
                first);
    }

    private static long last(List<String> lines, String transition) {
        return lines.stream()
                .filter(line -> line.contains(transition))
                .mapToLong(StartParts::at)
                .max()
                .orElseThrow(() -> new AssertionError("Nothing went " + transition + ":\n" + String.join("\n", lines)));
    }

    private static long at(String line) {
        return Instant.parse(line.substring(0, line.indexOf(' '))).toEpochMilli();
    }

    double seconds() {
        return (first - killed) / 1e3;
    }

    /** The parts, in seconds. */
    String told(String beginning) {
        return Times.text(
                "%s %.1f s, joined its group %.1f s, restored %.1f s, first output %.1f s",
                beginning,
                (begun - killed) / 1e3,
                (joined - begun) / 1e3,
                (restored - joined) / 1e3,
                (first - restored) / 1e3);
    }
}
