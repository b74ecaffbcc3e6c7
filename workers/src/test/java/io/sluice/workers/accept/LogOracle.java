package io.sluice.workers.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.testing.NaiveAcceptance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds a log against the contract, read aloud: every record once, every stamp and every verdict as they must be. */
public final class LogOracle {
    private final AcceptRules rules;
    private final Map<Integer, List<LogRecord>> byLogPartition = new TreeMap<>();

    public LogOracle(AcceptRules rules) {
        this.rules = rules;
    }

    /** Adds a record of the log, in the order of its partition. */
    public void add(int partition, LogRecord record) {
        byLogPartition.computeIfAbsent(partition, p -> new ArrayList<>()).add(record);
    }

    /** Offsets of the source that are in the log, with how often; by source partition. */
    public Map<Integer, List<Long>> offsets() {
        Map<Integer, List<Long>> offsets = new TreeMap<>();
        byLogPartition
                .values()
                .forEach(log -> log.stream()
                        .map(LogRecord::stamped)
                        .filter(record -> record.kind() == Stamped.Kind.EVENT)
                        .map(Stamped::stamp)
                        .forEach(stamp -> offsets.computeIfAbsent(stamp.partition(), p -> new ArrayList<>())
                                .add(stamp.offset())));
        offsets.values().forEach(list -> list.sort(null));
        return offsets;
    }

    /** Every record of the log. */
    public List<LogRecord> all() {
        return byLogPartition.values().stream().flatMap(List::stream).toList();
    }

    /** Against the naive rule. */
    public void checkVerdicts() {
        byLogPartition.forEach((partition, log) -> {
            List<NaiveAcceptance.Placed> placed = new ArrayList<>();
            for (LogRecord record : log) {
                placed.add(new NaiveAcceptance.Placed(placed.size(), record.stamped()));
            }
            assertThat(log.stream().map(LogRecord::verdict).toList())
                    .as("verdicts of log partition %d", partition)
                    .isEqualTo(NaiveAcceptance.verdicts(rules, placed));
        });
    }

    /** In a partition of the log the records of one source partition keep their order, and time in it never goes back. */
    public void checkOrder() {
        byLogPartition.forEach((partition, log) -> {
            Map<Integer, Stamped> last = new TreeMap<>();
            for (LogRecord record : log) {
                Stamped stamped = record.stamped();
                if (stamped.kind() != Stamped.Kind.ADMIT) {
                    Stamped before = last.put(stamped.stamp().partition(), stamped);
                    assertThat(before == null
                                    || before.stamp().offset()
                                            <= stamped.stamp().offset())
                            .as("order in log partition %d: %s, then %s", partition, before, stamped)
                            .isTrue();
                    assertThat(before == null
                                    || before.stamp().reached()
                                            <= stamped.stamp().reached())
                            .as("time in log partition %d: %s, then %s", partition, before, stamped)
                            .isTrue();
                }
            }
        });
    }

    /** Every stamp of a source partition, from its records in all partitions of the log; and every tick is in all of these. */
    public void checkStamps() {
        Map<Integer, TreeMap<Place, List<Stamped>>> bySource = new TreeMap<>();
        for (LogRecord record : all()) {
            Stamped stamped = record.stamped();
            if (stamped.kind() == Stamped.Kind.EVENT || stamped.kind() == Stamped.Kind.TICK) {
                bySource.computeIfAbsent(stamped.stamp().partition(), s -> new TreeMap<>())
                        .computeIfAbsent(Place.of(stamped), place -> new ArrayList<>())
                        .add(stamped);
            }
        }
        bySource.forEach((partition, places) -> {
            List<Stamped> own =
                    places.values().stream().map(same -> same.get(0)).toList();
            assertThat(own.stream().map(record -> record.stamp().reached()).toList())
                    .as("m_s of source partition %d", partition)
                    .isEqualTo(NaiveAcceptance.reached(rules, own));
            places.forEach((place, same) -> assertThat(same)
                    .as("%s of source partition %d", place, partition)
                    .hasSize(place.tick() == 0 ? 1 : byLogPartition.size()));
        });
    }

    /** Where a stamp was given: ticks come after the record that was read before them, in the order of their clock. */
    private record Place(long offset, int tick, long at) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::offset)
                .thenComparingInt(Place::tick)
                .thenComparingLong(Place::at);

        static Place of(Stamped stamped) {
            boolean tick = stamped.kind() == Stamped.Kind.TICK;
            return new Place(
                    stamped.stamp().offset(),
                    tick ? 1 : 0,
                    tick ? stamped.stamp().appendTime() : 0);
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }
}
