package io.sluice.definitions.accept;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Against the sentence of the contract: for a record the verdict of the greatest epoch counts. */
final class RestartsTest {
    @Test
    void whatALaterIncarnationDecidedAgainIsSuperseded() {
        for (long seed = 1; seed <= 200; seed++) {
            List<LogRecord> log = log(new Random(seed));
            Restarts restarts = new Restarts();
            log.forEach(restarts::observe);
            Map<Long, Long> greatest = new TreeMap<>();
            for (int offset = 0; offset < log.size(); offset++) {
                greatest.merge(log.get(offset).place(offset), log.get(offset).epoch(), Math::max);
            }
            List<Long> places = new ArrayList<>();
            for (int offset = 0; offset < log.size(); offset++) {
                LogRecord record = log.get(offset);
                boolean counts = record.epoch() == greatest.get(record.place(offset));
                assertThat(restarts.supersede(offset, record))
                        .as("seed %d, offset %d", seed, offset)
                        .isEqualTo(!counts);
                if (counts) {
                    places.add(record.place(offset));
                }
            }
            assertThat(places).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
            assertThat(restarts.newest()).isBetween(0L, 4L);
        }
    }

    /** Incarnations one after the other, each of which may decide again from some place on, or nothing. */
    private static List<LogRecord> log(Random random) {
        List<LogRecord> log = new ArrayList<>();
        TreeMap<Long, LogRecord> placed = new TreeMap<>();
        for (long epoch = 1; epoch <= 4; epoch++) {
            if (epoch > 1 && random.nextBoolean()) {
                long from = random.nextInt(log.size());
                for (long place : List.copyOf(placed.tailMap(from).keySet())) {
                    log.add(record(epoch, place));
                }
            }
            for (int i = random.nextInt(20); i >= 0; i--) {
                placed.put((long) log.size(), record(epoch, LogRecord.FIRST));
                log.add(record(epoch, LogRecord.FIRST));
            }
        }
        return log;
    }

    private static LogRecord record(long epoch, long decides) {
        Stamped tick = Stamped.tick(new Stamp(0, 0, 0, 0));
        return new LogRecord(epoch, decides, Verdict.TICK, List.of(), tick);
    }
}
