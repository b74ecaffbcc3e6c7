package io.sluice.definitions.correct;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which late events of one partition of the log are admitted: those that are new. It is given the late ones, then everything
 * of the log that may have their identity, and what waits in the control topic; in any order, and more than once if need be. Memory
 * is that of the late ones. Not thread-safe.
 *
 * <p>The answer holds however much the log has gone on since it was read, as long as each late event was due ({@link #isDue}): no
 * ordinary event with its identity can be accepted any more, and admitted ones are all known here.
 */
public final class Admissions {
    private final List<Stamped> late;
    private final Set<Identity> wanted = new HashSet<>();
    private final Map<Identity, byte[]> counting = new HashMap<>();
    private final Set<Origin> asked = new HashSet<>();
    private final Set<Origin> admitted = new HashSet<>();
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    /** Takes late events, in the order of the log. */
    public Admissions(List<Stamped> late) {
        this.late = List.copyOf(late);
        for (Stamped each : this.late) {
            wanted.add(Identity.of(each));
            asked.add(Origin.of(each));
            earliest = Math.min(earliest, each.eventTime());
            latest = Math.max(latest, each.eventTime());
        }
    }

    /**
     * Whether an event that is late by its own source partition is late by every other one, too: before that, one with its identity
     * may still be accepted in the ordinary way.
     *
     * @param watermark of its partition of the log, epoch milliseconds
     * @param lateness allowed, milliseconds
     */
    public static boolean isDue(Stamped late, long watermark, long lateness) {
        return watermark >= Stamp.NOTHING + lateness && late.eventTime() < watermark - lateness;
    }

    /** The least event time of the late events, epoch milliseconds. Only records from here on say anything. */
    public long earliest() {
        return earliest;
    }

    /** The greatest event time of the late events, epoch milliseconds. */
    public long latest() {
        return latest;
    }

    /** Takes a record of the log in, by the verdict that is the last word about it. */
    public void take(LogRecord record) {
        Stamped stamped = record.stamped();
        if (record.verdict().counts()) {
            counts(stamped);
        }
        if (stamped.kind() == Stamped.Kind.ADMIT) {
            broughtBack(stamped);
        }
    }

    /** Takes in what waits in the control topic to be admitted: it will count, as it was new when it was written. */
    public void awaits(Stamped admit) {
        requireNonNull(admit, "admit is null");
        counts(admit);
        broughtBack(admit);
    }

    private void counts(Stamped record) {
        Identity identity = Identity.of(record);
        if (wanted.contains(identity)) {
            counting.putIfAbsent(identity, record.row());
        }
    }

    /** Takes in that an event was brought back once, also where that is no longer the last word about it. */
    public void broughtBack(Stamped record) {
        Origin origin = Origin.of(record);
        if (asked.contains(origin)) {
            admitted.add(origin);
        }
    }

    /** What is known of each late event, in their order. Of several new ones with one identity the first is new. */
    public List<Finding> findings() {
        Map<Identity, byte[]> known = new HashMap<>(counting);
        List<Finding> findings = new ArrayList<>();
        for (Stamped each : late) {
            Finding finding = finding(each, known.get(Identity.of(each)));
            if (finding == Finding.NEW) {
                known.put(Identity.of(each), each.row());
            }
            findings.add(finding);
        }
        return findings;
    }

    private Finding finding(Stamped each, byte @Nullable [] known) {
        if (admitted.contains(Origin.of(each))) {
            return Finding.ADMITTED;
        }
        if (!each.violations().isEmpty()) {
            return Finding.BROKEN;
        }
        if (known == null) {
            return Finding.NEW;
        }
        return Arrays.equals(known, each.row()) ? Finding.DUPLICATE : Finding.CONFLICT;
    }
}
