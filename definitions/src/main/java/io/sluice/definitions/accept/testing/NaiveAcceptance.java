package io.sluice.definitions.accept.testing;

import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Stamped.Kind;
import io.sluice.definitions.accept.Verdict;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The accept rule of contract §3 read aloud, over a whole archive: loops, no state that is ever dropped. Written from the
 * contract alone; shares nothing with {@link io.sluice.definitions.accept.Acceptance} but the records.
 */
public final class NaiveAcceptance {
    /** A record with the offset that orders it in its partition of the log; of a tick it does not matter. */
    public record Placed(long place, Stamped stamped) {}

    /** What tells events apart. */
    private record Identity(ByteBuffer key, String id, long eventTime) {
        static Identity of(Stamped record) {
            return new Identity(ByteBuffer.wrap(record.key()), record.eventId(), record.eventTime());
        }
    }

    private final AcceptRules rules;
    private final List<Placed> records;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final Map<Identity, List<Integer>> counting = new LinkedHashMap<>();

    private NaiveAcceptance(AcceptRules rules, List<Placed> records) {
        this.rules = rules;
        this.records = records;
    }

    /** The verdicts over one partition of a log, from its first record on, in its order. */
    public static List<Verdict> verdicts(AcceptRules rules, List<Placed> records) {
        NaiveAcceptance naive = new NaiveAcceptance(rules, records);
        for (int i = 0; i < records.size(); i++) {
            Verdict verdict = naive.verdict(i);
            naive.verdicts.add(verdict);
            if (verdict == Verdict.ACCEPTED || verdict == Verdict.ADMIT) {
                naive.counting
                        .computeIfAbsent(Identity.of(records.get(i).stamped()), identity -> new ArrayList<>())
                        .add(i);
            }
        }
        return naive.verdicts;
    }

    /**
     * The {@code m_s} that each record of one source partition should be stamped with, in its order: the greatest time of any
     * record up to it that could be read and is not from the future, or of a tick.
     */
    public static List<Long> reached(AcceptRules rules, List<Stamped> ofOnePartition) {
        List<Long> reached = new ArrayList<>();
        long greatest = Stamp.NOTHING;
        for (Stamped record : ofOnePartition) {
            boolean tick = record.kind() == Kind.TICK;
            if (tick || !isFuture(rules, record)) {
                greatest = Math.max(greatest, record.eventTime());
            }
            reached.add(greatest);
        }
        return reached;
    }

    private Verdict verdict(int i) {
        Stamped record = records.get(i).stamped();
        if (record.kind() == Kind.DECISION) {
            return Verdict.DECISION;
        }
        if (record.kind() == Kind.TICK) {
            return Verdict.TICK;
        }
        if (rules.rejected().contains(records.get(i).place())) {
            return Verdict.REJECTED;
        }
        boolean admit = record.kind() == Kind.ADMIT;
        if (record.eventTime() == Stamp.NOTHING) {
            return Verdict.INVALID;
        }
        if (!admit && isFuture(rules, record)) {
            return Verdict.FUTURE;
        }
        if (record.eventTime() < rules.cutover()) {
            return Verdict.OVERLAP;
        }
        if (!admit
                && record.eventTime() + rules.allowedLateness() < record.stamp().reached()) {
            return Verdict.LATE;
        }
        if (!record.violations().isEmpty()) {
            return Verdict.INVALID;
        }
        return again(i, record, admit);
    }

    private Verdict again(int i, Stamped record, boolean admit) {
        for (int earlier : counting.getOrDefault(Identity.of(record), List.of())) {
            Stamped known = records.get(earlier).stamped();
            if (!admit || isKept(i, known)) {
                return Arrays.equals(known.row(), record.row()) ? Verdict.DUPLICATE : Verdict.INVALID;
            }
        }
        return admit ? Verdict.ADMIT : Verdict.ACCEPTED;
    }

    /** Against what an admitted event is compared: what may still come in time, and admitted events within their memory. */
    private boolean isKept(int i, Stamped known) {
        return known.eventTime() >= watermark(i) - rules.allowedLateness()
                || known.kind() == Kind.ADMIT
                        && (rules.admittedMemory() == AcceptRules.FOREVER
                                || known.eventTime() >= clock(i) - rules.admittedMemory());
    }

    private long clock(int before) {
        long clock = Long.MIN_VALUE + rules.admittedMemory();
        for (int i = 0; i < before; i++) {
            if (verdicts.get(i) == Verdict.ACCEPTED || verdicts.get(i) == Verdict.TICK) {
                clock = Math.max(clock, records.get(i).stamped().eventTime());
            }
        }
        return clock;
    }

    private long watermark(int before) {
        long least = Long.MAX_VALUE;
        for (int s = 0; s < rules.sourcePartitions(); s++) {
            long latest = Long.MIN_VALUE + rules.allowedLateness();
            for (int i = 0; i < before; i++) {
                Stamped record = records.get(i).stamped();
                boolean moves = record.kind() == Kind.TICK || record.kind() == Kind.EVENT;
                boolean still = verdicts.get(i) == Verdict.FUTURE || verdicts.get(i) == Verdict.REJECTED;
                if (moves && !still && record.stamp().partition() == s) {
                    latest = Math.max(latest, record.stamp().reached());
                }
            }
            least = Math.min(least, latest);
        }
        return least;
    }

    private static boolean isFuture(AcceptRules rules, Stamped record) {
        return record.eventTime() != Stamp.NOTHING
                && record.eventTime() > record.stamp().appendTime() + rules.maxFutureSkew();
    }
}
