package io.sluice.activities.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.certify.CertifiedEquality.ComparedDay;
import io.sluice.activities.ingest.StagedFacts;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.spark.TestingLake;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.MetricRow;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.Source.LatePolicy;
import io.sluice.workflows.certify.CertificationPlan;
import io.sluice.workflows.gate.Candidate;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trusted rows of closed days are the accepted rows of the archive, whatever happens to the archive after they were certified. */
final class CertifiedDaysTest {
    private static final long SEED = 20_261_123;
    private static final long START = Instant.parse("2026-06-27T20:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;

    @TempDir
    private Path folder;

    private final Lake lake = TestingLake.shared().lake();
    private final Spark spark = TestingLake.shared().spark();

    @Test
    void trustedRowsAreTheAcceptedRowsOfEachClosedDay() {
        TestingStream stream = stream("cert_random");
        Certifying certifying = new Certifying(stream, lake, spark);
        Random random = new Random(SEED);
        List<Stamped> late = new ArrayList<>();
        List<String> users = new ArrayList<>();
        randomHours(stream, random, 0, 60, late, users);
        stream.archive();

        assertThat(certifying.run()).containsExactly("2026-06-27", "2026-06-28", "2026-06-29");
        certifying.check("2026-06-29");
        assertThat(certifying.published()).doesNotContain("2026-06-30");
        CertificationPlan again = certifying.plan();
        assertThat(again.days()).isEmpty();
        assertThat(again.sentence()).isEqualTo("nothing new to certify: days up to 2026-06-29 are closed");

        // a correction, a range that a person rejects, and an incarnation that decides again
        stream.admit(users.get(0), late.get(0));
        String corrected =
                Instant.ofEpochMilli(late.get(0).eventTime()).toString().substring(0, 10);
        stream.archive();
        assertThat(certifying.run()).containsExactly(corrected);
        certifying.check("2026-06-29");
        int duplicate = stream.duplicateAfter(1, 10);
        stream.reject(1, 5, duplicate);
        assertThat(certifying.run()).isNotEmpty();
        certifying.check("2026-06-29");
        Map<String, TreeSet<String>> before = stream.accepted();
        stream.reincarnate(1, 5);
        assertThat(stream.accepted())
                .as("duplicates of what was rejected count now")
                .isNotEqualTo(before);
        stream.archive();
        assertThat(certifying.run()).isNotEmpty();
        certifying.check("2026-06-29");
    }

    /** Two users' events from two source partitions, hour by hour, out of order, twice, late, broken. */
    private static void randomHours(
            TestingStream stream, Random random, int from, int to, List<Stamped> late, List<String> users) {
        for (int hour = from; hour < to; hour++) {
            for (int i = 0; i < 6; i++) {
                long time = START + hour * HOUR + random.nextInt(3_600_000) - random.nextInt(2) * HOUR / 2;
                String user = "user" + random.nextInt(4);
                String id = "e" + hour + "." + i;
                int partition = random.nextInt(TestingStream.PARTITIONS);
                stream.event(partition, time, user, id, random.nextInt(5) == 0 ? null : i);
                switch (random.nextInt(6)) {
                    case 0 -> stream.event(1 - partition, time, user, id, i);
                    case 1 -> stream.broken(partition, time, user);
                    case 2 -> {
                        late.add(stream.event(partition, time - 3 * HOUR, user, id + "late", i));
                        users.add(user);
                    }
                    default -> {
                        // once is enough
                    }
                }
            }
        }
        stream.tick(0, START + to * HOUR);
        stream.tick(1, START + to * HOUR);
    }

    @Test
    void aDayIsClosedWhenEverySourcePartitionHasPassedIt() {
        TestingStream stream = stream("cert_idle");
        Certifying certifying = new Certifying(stream, lake, spark);
        stream.event(0, START, "a", "1", 1);
        stream.event(0, START + 30 * HOUR, "a", "2", 1);
        stream.archive();
        assertThat(certifying.plan().sentence()).startsWith("nothing to certify yet: the archive of source cert_idle");
        stream.tick(0, START + 30 * HOUR);
        stream.tick(1, START + 5 * HOUR - 1);
        stream.archive();
        assertThat(certifying.plan().days())
                .as("less than its lateness after midnight")
                .isEmpty();
        stream.tick(1, START + 5 * HOUR);
        stream.archive();
        assertThat(certifying.run()).containsExactly("2026-06-27");
        stream.tick(0, START + 100 * HOUR);
        stream.tick(1, START + 100 * HOUR);
        stream.archive();
        assertThat(certifying.run())
                .as("a day without rows, too")
                .containsExactly("2026-06-28", "2026-06-29", "2026-06-30");
        certifying.check("2026-06-30");
    }

    @Test
    void whatAPersonRejectedIsStagedAgainWhenItsRowsChange() {
        TestingStream stream = stream("cert_rejected");
        Certifying certifying = new Certifying(stream, lake, spark);
        stream.event(0, START, "a", "1", 1);
        Stamped late = late(stream);
        stream.archive();
        certifying.reject("2026-06-27");
        assertThat(certifying.plan().days()).isEmpty();
        assertThat(certifying.plan("2026-06-27").days()).containsExactly("2026-06-27");
        stream.admit("a", late);
        stream.archive();
        assertThat(certifying.run()).containsExactly("2026-06-27");
        certifying.check("2026-06-27");
    }

    @ParameterizedTest
    @EnumSource(LatePolicy.class)
    void lateRowsAreCountedAsThePolicySays(LatePolicy policy) {
        TestingStream stream = new TestingStream(
                lake, TestingStream.source("cert_late_" + policy.name().toLowerCase(Locale.ROOT), null, null, policy));
        Certifying certifying = new Certifying(stream, lake, spark);
        stream.event(0, START, "a", "1", 1);
        late(stream);
        stream.archive();
        CertificationPlan plan = certifying.plan();
        assertThat(plan.days()).containsExactly("2026-06-27");
        Candidate candidate = certifying.stage(plan, "2026-06-27");

        StagedFacts facts =
                StagedFacts.of(lake.load(TableNames.trusted(stream.source().name()))
                        .snapshot(Long.parseLong(candidate.snapshotId()))
                        .summary());
        assertThat(facts.rows()).as("rows that count").isEqualTo(2);
        assertThat(facts.quarantined()).isEqualTo(policy == LatePolicy.QUARANTINE ? 1 : 0);
        assertThat(facts.dropped()).isEqualTo(policy == LatePolicy.DROP ? 1 : 0);
        assertThat(facts.late()).isEqualTo(policy == LatePolicy.CORRECT ? 1 : 0);
    }

    /** An event that is too late, after which a day is over. */
    private static Stamped late(TestingStream stream) {
        stream.event(1, START + 2 * HOUR, "b", "2", 1);
        Stamped late = stream.event(1, START + HOUR / 2, "a", "3", 1);
        stream.tick(0, START + 6 * HOUR);
        stream.tick(1, START + 6 * HOUR);
        return late;
    }

    @Test
    void whatTheStreamsGateHoldsWaits() {
        TestingStream stream = stream("cert_held");
        Certifying certifying = new Certifying(stream, lake, spark);
        stream.event(0, START, "a", "1", 1);
        int from = stream.size(TestingStream.partition("a"));
        stream.event(0, START + 5 * HOUR, "a", "2", 1);
        stream.tick(0, START + 40 * HOUR);
        stream.tick(1, START + 40 * HOUR);
        stream.archive();
        new SystemTables(lake).metrics().append("held", List.of(blocked(TestingStream.partition("a"), from)));
        CertificationPlan plan = certifying.plan();
        assertThat(plan.days()).containsExactly("2026-06-27");
        assertThat(plan.sentence())
                .isEqualTo(
                        "1 day to certify, of the closed ones up to 2026-06-28; 1 more wait until the gate of the stream is decided (gates of events.cert_held)");
        assertThat(plan.archive().offsets()).contains(TestingStream.partition("a") + ":" + from);
        certifying.waive("1:%d-%d".formatted(from, from), TestingStream.partition("a"));
        assertThat(certifying.run()).containsExactly("2026-06-27", "2026-06-28");
    }

    private static MetricRow blocked(int partition, int from) {
        return new MetricRow(
                "events.cert_held",
                String.valueOf(partition),
                "1:%d-%d".formatted(from, from),
                1,
                null,
                "g",
                "v1",
                "gate",
                "rows",
                null,
                1,
                null,
                "BLOCKED",
                "hash",
                Instant.EPOCH);
    }

    @Test
    void neitherLaneTakesTheRowsOfTheOther() throws IOException {
        Source.Batch batch = new Source.Batch(
                Source.Batch.Access.PATH,
                "csv",
                folder.resolve("{partition}.csv").toString(),
                Map.of(),
                Source.Partitioning.DAY);
        TestingStream stream =
                new TestingStream(lake, TestingStream.source("cert_both", batch, Instant.ofEpochMilli(START + HOUR)));
        Certifying certifying = new Certifying(stream, lake, spark);
        Path file = folder.resolve("2026-06-27.csv");
        String lines = "user,click_id,at,n\na,f1,2026-06-27T20:30:00Z,1\na,overlap,2026-06-27T21:00:00Z,1\n";
        Files.writeString(file, lines);
        certifying.ingest("2026-06-27");
        stream.event(0, START, "a", "before", 1);
        stream.event(0, START + HOUR, "a", "s1", 1);
        stream.tick(0, START + 6 * HOUR);
        stream.tick(1, START + 6 * HOUR);
        stream.archive();

        assertThat(certifying.run()).containsExactly("2026-06-27");
        assertThat(certifying.ids("2026-06-27")).containsExactly("f1", "s1");
        Files.writeString(file, lines + "a,f2,2026-06-27T20:40:00Z,1\n");
        certifying.ingest("2026-06-27");
        assertThat(certifying.ids("2026-06-27")).containsExactly("f1", "f2", "s1");
        assertThat(certifying.run()).as("the stream's rows are as they were").isEmpty();
        assertThat(certifying.compare("2026-06-27").isEqual()).isTrue();
    }

    @Test
    void whatWasChangedByHandIsFoundAndWhatCameSinceIsNotHeldAgainstADay() {
        TestingStream stream = stream("cert_falsified");
        Certifying certifying = new Certifying(stream, lake, spark);
        assertThat(certifying.found(row -> {}).days())
                .as("nothing is certified")
                .isEmpty();
        stream.event(0, START, "a", "1", 1);
        stream.event(0, START + HOUR / 2, "a", "2", 2);
        stream.event(0, START + 5 * HOUR, "a", "3", 3);
        stream.tick(0, START + 40 * HOUR);
        stream.tick(1, START + 40 * HOUR);
        stream.archive();
        assertThat(certifying.run()).containsExactly("2026-06-27", "2026-06-28");
        assertThat(certifying.found(row -> {}).days())
                .as("the newest first")
                .containsExactly(new ComparedDay("2026-06-28", 1, 1, 0, 0), new ComparedDay("2026-06-27", 2, 2, 0, 0));

        change("events.cert_falsified", "n = 7", "click_id = '2'");
        List<String> differing = new ArrayList<>();
        CertifiedEquality.Found found = certifying.found(
                row -> differing.add("%s %s %d".formatted(row.eventId(), row.columns()[3], row.more())));
        assertThat(found.days())
                .containsExactly(new ComparedDay("2026-06-28", 1, 1, 0, 0), new ComparedDay("2026-06-27", 2, 2, 1, 1));
        assertThat(differing).containsExactlyInAnyOrder("2 7 1", "2 2 -1");
        change("events.cert_falsified", "n = 2", "click_id = '2'");
        change("trusted.cert_falsified", "n = 9", "click_id = '3'");
        assertThat(certifying.compare("2026-06-28").isEqual()).isFalse();
        change("trusted.cert_falsified", "n = 3", "click_id = '3'");

        stream.admit("a", late(stream, START + 3 * HOUR));
        stream.archive();
        found = certifying.found(row -> {});
        assertThat(found.waiting()).as("a correction came").containsExactly("2026-06-27");
        assertThat(found.days()).containsExactly(new ComparedDay("2026-06-28", 1, 1, 0, 0));
        assertThat(certifying.run()).containsExactly("2026-06-27");
        assertThat(certifying.found(row -> {}).waiting()).isEmpty();
        assertThat(certifying.compare("2026-06-27")).isEqualTo(new ComparedDay("2026-06-27", 3, 3, 0, 0));
    }

    /** By hand, past everything that keeps tables right. */
    private void change(String table, String what, String where) {
        spark.run(
                "change by hand",
                session -> session.sql("UPDATE sluice.%s SET %s WHERE %s".formatted(table, what, where)));
    }

    /** An event that is too late. */
    private static Stamped late(TestingStream stream, long time) {
        return stream.event(0, time, "a", "late", 1);
    }

    @Test
    void rowsOfAnotherDefinitionAreNotGuessedAt() {
        TestingStream stream = stream("cert_foreign");
        Certifying certifying = new Certifying(stream, lake, spark);
        stream.foreign(0, START);
        stream.tick(0, START + 6 * HOUR);
        stream.tick(1, START + 6 * HOUR);
        stream.archive();
        assertThatThrownBy(certifying::run)
                .isInstanceOf(ApplicationFailure.class)
                .hasMessageContaining(
                        "Day 2026-06-27 of source cert_foreign cannot be certified: 1 accepted rows of events.cert_foreign do not have the columns of v1");
    }

    private TestingStream stream(String name) {
        Source source = TestingStream.source(name, null, null);
        return new TestingStream(lake, source);
    }
}
