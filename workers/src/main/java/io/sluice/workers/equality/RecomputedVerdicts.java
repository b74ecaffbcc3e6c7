package io.sluice.workers.equality;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Stamped.Kind;
import io.sluice.definitions.accept.Verdict;
import io.sluice.workers.accept.Places;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The verdicts of one partition of a log once more: by the rule of contract §3 from stamps and rows, without looking at what was
 * decided. Shares nothing with {@link io.sluice.definitions.accept.Acceptance} but the records. Which events were there before is kept of
 * some keys; of the others, whether a good event in time is new is taken from the archive. Not thread-safe.
 */
final class RecomputedVerdicts {
    /** What tells events of one key apart. */
    private record Identity(String id, long eventTime) {}

    /** An event that counts. */
    private record Counted(HashCode content, boolean admitted) {}

    /** Of one key. */
    private static final class Known {
        private final Map<Identity, List<Counted>> events = new HashMap<>();
        private boolean tooMany;
    }

    private final AcceptRules rules;
    private final List<RejectedRangeRow> ranges;
    private final Sampling sampling;
    private final Sample<Known> keys;
    private final long[] reached;
    private final Places out = new Places();
    private final Places partlyOut = new Places();
    private long clock = Stamp.NOTHING;

    /** Takes the ranges of the partition that people took rows out of. */
    RecomputedVerdicts(AcceptRules rules, List<RejectedRangeRow> ranges, Sampling sampling) {
        this.rules = rules;
        this.ranges = List.copyOf(ranges);
        this.sampling = sampling;
        this.keys = new Sample<>(sampling.entities(), sampling.seed(), Known::new);
        this.reached = new long[rules.sourcePartitions()];
        Arrays.fill(reached, Stamp.NOTHING);
    }

    /**
     * Sees a decision that a later one has taken the place of: that one may be of a range which people took rows out of. A range has the
     * epoch of the gate that held it; where that incarnation decided nothing again, its records are of an earlier one.
     */
    void supersede(long offset, LogRecord record) {
        for (RejectedRangeRow range : ranges) {
            if (isRow(record.stamped())
                    && record.epoch() <= range.epoch()
                    && range.from() <= offset
                    && offset < range.to()) {
                (range.rules().isEmpty() ? out : partlyOut).add(record.place(offset));
            }
        }
    }

    /** The verdict that counts of the next record, by place. */
    Verdict of(long offset, LogRecord record) {
        Verdict verdict = verdict(record.place(offset), record);
        settle(verdict, record.stamped());
        return verdict;
    }

    private Verdict verdict(long place, LogRecord record) {
        Stamped stamped = record.stamped();
        if (!isRow(stamped)) {
            return stamped.kind() == Kind.TICK ? Verdict.TICK : Verdict.DECISION;
        }
        // which rows failed a rule of a range that was taken out in part, only the gate knows
        boolean failed = partlyOut.contains(place) && record.verdict() == Verdict.REJECTED;
        return out.contains(place) || failed ? Verdict.REJECTED : byTime(stamped, record.verdict());
    }

    private Verdict byTime(Stamped stamped, Verdict archived) {
        boolean admit = stamped.kind() == Kind.ADMIT;
        long time = stamped.eventTime();
        if (time == Stamp.NOTHING) {
            return Verdict.INVALID;
        }
        if (!admit && time > stamped.stamp().appendTime() + rules.maxFutureSkew()) {
            return Verdict.FUTURE;
        }
        if (time < rules.cutover()) {
            return Verdict.OVERLAP;
        }
        if (!admit && time + rules.allowedLateness() < stamped.stamp().reached()) {
            return Verdict.LATE;
        }
        return stamped.violations().isEmpty() ? byIdentity(stamped, archived) : Verdict.INVALID;
    }

    private Verdict byIdentity(Stamped stamped, Verdict archived) {
        boolean admit = stamped.kind() == Kind.ADMIT;
        Verdict fresh = admit ? Verdict.ADMIT : Verdict.ACCEPTED;
        Known known = keys.of(new String(stamped.key(), UTF_8)).orElse(null);
        if (known == null || known.tooMany) {
            boolean possible = archived == fresh || archived == Verdict.DUPLICATE || archived == Verdict.INVALID;
            return possible ? archived : fresh;
        }
        HashCode content = Hashing.murmur3_128().hashBytes(stamped.row());
        List<Counted> same = known.events.computeIfAbsent(
                new Identity(stamped.eventId(), stamped.eventTime()), identity -> new ArrayList<>(1));
        for (Counted each : same) {
            if (!admit || isKept(each, stamped.eventTime())) {
                return each.content().equals(content) ? Verdict.DUPLICATE : Verdict.INVALID;
            }
        }
        same.add(new Counted(content, admit));
        if (known.events.size() > sampling.rows()) {
            known.tooMany = true;
            known.events.clear();
        }
        return fresh;
    }

    /** Against what an admitted event is compared: what may still come in time, and admitted events within their memory. */
    private boolean isKept(Counted known, long eventTime) {
        return eventTime >= before(watermark(), rules.allowedLateness())
                || known.admitted()
                        && (rules.admittedMemory() == AcceptRules.FOREVER
                                || eventTime >= before(clock, rules.admittedMemory()));
    }

    private static long before(long instant, long span) {
        return instant == Stamp.NOTHING ? Stamp.NOTHING : instant - span;
    }

    private long watermark() {
        return Arrays.stream(reached).min().orElse(Stamp.NOTHING);
    }

    private void settle(Verdict verdict, Stamped stamped) {
        boolean still = verdict == Verdict.FUTURE || verdict == Verdict.REJECTED;
        if (!still && (stamped.kind() == Kind.TICK || stamped.kind() == Kind.EVENT)) {
            Stamp stamp = stamped.stamp();
            reached[stamp.partition()] = Math.max(reached[stamp.partition()], stamp.reached());
        }
        if (verdict == Verdict.ACCEPTED || verdict == Verdict.TICK) {
            clock = Math.max(clock, stamped.eventTime());
        }
    }

    /** The greatest time of what lets time pass: events that are accepted, and ticks. */
    long clock() {
        return clock;
    }

    private static boolean isRow(Stamped stamped) {
        return stamped.kind() == Kind.EVENT || stamped.kind() == Kind.ADMIT;
    }
}
