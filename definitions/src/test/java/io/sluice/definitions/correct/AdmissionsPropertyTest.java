package io.sluice.definitions.correct;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.Acceptance;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.LogTime;
import io.sluice.definitions.accept.RandomLog;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.store.testing.InMemoryStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Corrections at random moments, over archives that are behind, while what they have admitted waits in the control topic: in the end
 * each event counts once, and none that is late is missing.
 */
final class AdmissionsPropertyTest {
    private static final int STREAMS = 400;

    @Test
    void everyLateEventCountsOnceWhenAllIsSaidAndDone() {
        int admits = 0;
        int waited = 0;
        for (long seed = 1; seed <= STREAMS; seed++) {
            Run run = new Run(seed);
            run.play();
            run.check(seed);
            admits += run.control.size();
            waited += run.waited;
        }
        // The streams hold what they are for.
        assertThat(admits).isGreaterThan(500);
        assertThat(waited).isGreaterThan(200);
    }

    private static final class Run {
        private final Random random;
        private final AcceptRules rules;
        private final List<Stamped> events;
        private final Acceptance acceptance;
        private final List<LogRecord> log = new ArrayList<>();
        private final List<Stamped> control = new ArrayList<>();
        private int consumed;
        private int archived;
        private int waited;

        Run(long seed) {
            RandomLog of = new RandomLog(seed);
            random = new Random(seed);
            rules = of.rules();
            acceptance = new Acceptance(rules, new InMemoryStore());
            // only corrections bring anything back here
            events = of.records().stream()
                    .filter(record -> record.kind() != Stamped.Kind.ADMIT)
                    .toList();
        }

        void play() {
            for (Stamped event : events) {
                log.add(acceptance.decide(event));
                maybe();
            }
            long far = 1L << 60;
            for (int s = 0; s < rules.sourcePartitions(); s++) {
                log.add(acceptance.decide(Stamped.tick(new Stamp(s, 1_000, far, far))));
                maybe();
            }
            archived = log.size();
            correct();
            consume(control.size());
        }

        private void maybe() {
            if (random.nextInt(4) == 0) {
                archived += random.nextInt(1 + log.size() - archived);
            }
            if (random.nextInt(4) == 0) {
                correct();
            }
            if (random.nextInt(4) == 0) {
                consume(consumed + random.nextInt(1 + control.size() - consumed));
            }
        }

        private void consume(int until) {
            for (; consumed < until; consumed++) {
                log.add(acceptance.decide(control.get(consumed)));
            }
        }

        /** What a correction does with one partition: the archive has a part of the log, the control topic all that was written. */
        private void correct() {
            List<LogRecord> archive = log.subList(0, archived);
            LogTime time = new LogTime(rules.sourcePartitions());
            archive.forEach(record -> time.observe(record.verdict(), record.stamped()));
            List<Stamped> late = archive.stream()
                    .filter(record -> record.verdict() == Verdict.LATE)
                    .map(LogRecord::stamped)
                    .toList();
            List<Stamped> due = late.stream()
                    .filter(each -> Admissions.isDue(each, time.watermark(), rules.allowedLateness()))
                    .toList();
            waited += late.size() - due.size();
            Admissions admissions = new Admissions(due);
            archive.forEach(admissions::take);
            control.forEach(admissions::awaits);
            List<Finding> findings = admissions.findings();
            for (int i = 0; i < due.size(); i++) {
                if (findings.get(i) == Finding.NEW) {
                    control.add(due.get(i).admitted());
                }
            }
        }

        /** By what the log says in the end, and nothing else. */
        void check(long seed) {
            Map<Identity, Integer> counting = new LinkedHashMap<>();
            log.stream()
                    .filter(record -> record.verdict().counts())
                    .forEach(record -> counting.merge(Identity.of(record.stamped()), 1, Integer::sum));
            assertThat(counting.values()).as("seed %d: each counts once", seed).allMatch(times -> times == 1);
            assertThat(log)
                    .as("seed %d: what was new when it was admitted is admitted", seed)
                    .filteredOn(record -> record.stamped().kind() == Stamped.Kind.ADMIT)
                    .allSatisfy(record -> assertThat(record.verdict()).isEqualTo(Verdict.ADMIT));
            assertThat(log)
                    .as("seed %d: none that was late is missing", seed)
                    .filteredOn(record -> record.verdict() == Verdict.LATE)
                    .filteredOn(record -> record.stamped().violations().isEmpty())
                    .allSatisfy(record -> assertThat(counting).containsKey(Identity.of(record.stamped())));
        }
    }
}
