package io.sluice.definitions.accept;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Seeded random records as they reach one partition of a log: several source partitions interleaved, each in its order;
 * disorder up to and around the allowed lateness (many within 1 ms of it), duplicates of both kinds, the same id at another
 * time, clocks in the future around the limit, broken rows, idle partitions, events brought back.
 */
public final class RandomLog {
    private static final int RECORDS = 60;
    private static final long DAY = 86_400_000;
    private static final long[] BASES = {0, -60, 1_709_251_199_930L, -62_135_596_800_000L};

    private final Random random;
    private final AcceptRules rules;
    private final List<Stamping> stampings = new ArrayList<>();
    private final List<List<Stamped>> bySourcePartition = new ArrayList<>();
    private final List<Stamped> records = new ArrayList<>();
    private final int silent;
    private final boolean leaps;
    private long now;

    public RandomLog(long seed) {
        random = new Random(seed);
        long base = BASES[(int) (seed % BASES.length)];
        rules = new AcceptRules(
                1 + random.nextInt(3),
                oneOf(0, 1, 10, 40, 50 * DAY),
                oneOf(0, 5, 30),
                random.nextBoolean() ? Long.MIN_VALUE : base + 20,
                oneOf(0, 15, 60, 70 * DAY, AcceptRules.FOREVER),
                0,
                RejectedRanges.NONE);
        silent = random.nextInt(6) == 0 ? random.nextInt(rules.sourcePartitions()) : -1;
        leaps = random.nextInt(3) == 0;
        now = base + 10;
        for (int s = 0; s < rules.sourcePartitions(); s++) {
            stampings.add(new Stamping(s, rules.maxFutureSkew(), 8));
            bySourcePartition.add(new ArrayList<>());
        }
        for (int i = 0; i < RECORDS; i++) {
            now += leaps && random.nextInt(8) == 0 ? DAY * random.nextInt(30) : random.nextInt(4);
            add(next(random.nextInt(stampings.size()), i));
        }
    }

    private void add(Stamped record) {
        records.add(record);
        if (record.kind() == Stamped.Kind.EVENT || record.kind() == Stamped.Kind.TICK) {
            bySourcePartition.get(record.stamp().partition()).add(record);
        }
    }

    private Stamped next(int s, int i) {
        Stamping stamping = stampings.get(s);
        int chance = random.nextInt(20);
        if (chance == 0 && !records.isEmpty()) {
            return Stamped.decision(
                    new Stamp(s, i, now, stamping.reached()),
                    new GateDecision("gate", 0, 0, 0, 1, GateDecision.Outcome.RELEASE));
        }
        if (s == silent || chance < 3) {
            return s == silent || random.nextBoolean()
                    ? stamping.tickSilent(now)
                    : stamping.tick(now).orElseGet(() -> stamping.tickSilent(now));
        }
        if (chance < 6) {
            List<Stamped> events = records.stream()
                    .filter(record -> record.kind() == Stamped.Kind.EVENT)
                    .toList();
            if (!events.isEmpty()) {
                return events.get(random.nextInt(events.size())).admitted();
            }
        }
        return event(stamping, i);
    }

    private Stamped event(Stamping stamping, int i) {
        long eventTime = time(stamping);
        String id = "e" + random.nextInt(6);
        byte[] key = {(byte) random.nextInt(2)};
        byte[] row = {(byte) random.nextInt(2)};
        if (random.nextInt(4) == 0 && !records.isEmpty()) {
            Stamped known = records.get(random.nextInt(records.size()));
            eventTime = random.nextInt(4) == 0 ? eventTime : known.eventTime();
            id = known.eventId();
            key = known.key();
            row = random.nextInt(3) == 0 ? row : known.row();
        }
        List<String> violations = random.nextInt(12) == 0 ? List.of("rule") : List.of();
        if (eventTime == Stamp.NOTHING) {
            violations = List.of(Stamped.EVENT_TIME_MISSING);
        }
        Stamp stamp = stamping.stamp(i, now, eventTime);
        return new Stamped(Stamped.Kind.EVENT, stamp, eventTime, id, key, row, violations, new byte[0]);
    }

    private long time(Stamping stamping) {
        long reached = stamping.reached() == Stamp.NOTHING ? now : stamping.reached();
        return switch (random.nextInt(12)) {
            case 0 -> Stamp.NOTHING;
            case 1, 2, 3 -> reached - rules.allowedLateness() + random.nextInt(3) - 1;
            case 4 -> now + rules.maxFutureSkew() + random.nextInt(3) - 1;
            case 5 -> now + rules.maxFutureSkew() + 1_000_000;
            case 6 -> now - DAY * random.nextInt(leaps ? 60 : 1);
            default -> now - random.nextInt(12);
        };
    }

    private long oneOf(long... values) {
        return values[random.nextInt(values.length)];
    }

    public AcceptRules rules() {
        return rules;
    }

    AcceptRules rules(long epoch, RejectedRanges rejected) {
        return new AcceptRules(
                rules.sourcePartitions(),
                rules.allowedLateness(),
                rules.maxFutureSkew(),
                rules.cutover(),
                rules.admittedMemory(),
                epoch,
                rejected);
    }

    /** In the order of the log. */
    public List<Stamped> records() {
        return records;
    }

    /** Events and ticks by source partition, in its order. */
    List<List<Stamped>> bySourcePartition() {
        return bySourcePartition;
    }
}
