package io.sluice.workers.correct;

import io.sluice.activities.table.gate.CorrectionRow;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.correct.Finding;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a run has found so far. Not thread-safe. */
final class Tally {
    private static final int MOST_DAYS = 100;

    private final Map<Finding, Long> findings = new EnumMap<>(Finding.class);
    private final Map<Integer, Long> offsets = new TreeMap<>();
    private final Map<Integer, Long> control = new TreeMap<>();
    private final SortedSet<String> days = new TreeSet<>();
    private long waiting;

    void found(Finding finding) {
        findings.merge(finding, 1L, Long::sum);
    }

    /** This run has brought an event back, now or before it was killed. */
    void admitted(Stamped late) {
        found(Finding.NEW);
        if (days.size() < MOST_DAYS) {
            days.add(LocalDate.ofInstant(Instant.ofEpochMilli(late.eventTime()), ZoneOffset.UTC)
                    .toString());
        }
    }

    void waits(long events) {
        waiting += events;
    }

    /** A partition was looked at as far as these. */
    void reached(int partition, long offset, long controlOffset) {
        offsets.put(partition, offset);
        control.put(partition, controlOffset);
    }

    CorrectionRow row(String source, String run, long epoch, Instant at) {
        return new CorrectionRow(
                source,
                run,
                epoch,
                Offsets.texts(offsets),
                Offsets.texts(control),
                of(Finding.NEW),
                of(Finding.DUPLICATE),
                of(Finding.CONFLICT),
                of(Finding.BROKEN),
                waiting,
                days.stream().toList(),
                at);
    }

    private long of(Finding finding) {
        return findings.getOrDefault(finding, 0L);
    }
}
