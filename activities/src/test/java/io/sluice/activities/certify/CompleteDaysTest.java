package io.sluice.activities.certify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.release.certified.CertifiedRuns;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.spark.TestingLake;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.model.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With which day a certification begins, from when on a stream is complete, and what of a range stays that was taken out in part. */
final class CompleteDaysTest {
    private static final long START = at("2026-06-27T20:00:00Z");
    private static final long HOUR = 3_600_000;
    private static final Source.Batch BATCH = new Source.Batch(
            Source.Batch.Access.PATH, "csv", "clicks/{partition}.csv", Map.of(), Source.Partitioning.DAY);

    private final Lake lake = TestingLake.shared().lake();
    private final Spark spark = TestingLake.shared().spark();

    @Test
    void nothingIsCertifiedBeforeTheCutover() {
        for (long begun : List.of(0L, 7L)) {
            TestingStream stream = stream("cert_older" + begun, Instant.parse("2026-06-29T00:00:00Z"));
            stream.begunAt(0, begun);
            stream.event(0, START, "a", "1", 1);
            stream.tick(1, START);
            stream.event(0, START + 40 * HOUR, "a", "2", 1);
            passed(stream, START + 60 * HOUR);

            Certifying certifying = certifying(stream);
            assertThat(certifying.run()).as("from offset %d on", begun).containsExactly("2026-06-29");
            stream.reject(TestingStream.partition("a"), 0, 1);
            assertThat(certifying.run())
                    .as("what a person rejected was the batch's already")
                    .isEmpty();
            assertThat(certifying.plan("2026-06-27").days()).isEmpty();
        }
    }

    @Test
    void aWrongClockDoesNotBeginAStreamLongBeforeItsRows() {
        for (String wrong : List.of("1970-01-01", "0001-01-01")) {
            TestingStream stream = stream("cert_wrong" + wrong.substring(0, 4), null);
            stream.event(0, at(wrong + "T00:00:00Z"), "a", "1", 1);
            stream.tick(1, at(wrong + "T00:00:00Z"));
            stream.event(0, START, "a", "2", 1);
            passed(stream, START + 36 * HOUR);

            assertThat(certifying(stream).plan().days()).containsExactly(wrong, "2026-06-27", "2026-06-28");
        }
    }

    @Test
    void aStreamWithoutARowThatCountsBeginsWhenItIsSeen() {
        TestingStream stream = stream("cert_refused", null);
        stream.broken(0, at("1970-01-01T00:00:00Z"), "a");
        stream.tick(1, at("1970-01-01T00:00:00Z"));
        passed(stream, START + 36 * HOUR);

        assertThat(certifying(stream).plan().days()).isEmpty();
    }

    @Test
    void whatIsLostMakesAStreamCompleteLater() {
        TestingStream stream = stream("cert_lost", null);
        Certifying certifying = certifying(stream);
        int partition = TestingStream.partition("a");
        stream.event(0, START, "a", "1", 1);
        passed(stream, START + 12 * HOUR);
        assertThat(certifying.run()).containsExactly("2026-06-27");
        assertThat(completeFrom(stream)).isEqualTo(Instant.parse("2026-06-27T00:00:00Z"));

        stream.event(0, START + 13 * HOUR, "a", "2", 1);
        stream.lose(partition);
        stream.event(0, START + 15 * HOUR, "a", "3", 1);
        passed(stream, START + 60 * HOUR);
        certifying.run();

        Instant complete = Instant.ofEpochMilli(START + 60 * HOUR + 1);
        assertThat(completeFrom(stream))
                .as("source partition 1 is heard of again at the end only")
                .isEqualTo(Instant.parse("1970-01-01T00:00:00Z"));
        passed(stream, START + 100 * HOUR);
        certifying.run();
        assertThat(completeFrom(stream)).isEqualTo(complete);
        certifying.run();
        assertThat(completeFrom(stream)).as("a run without anything new").isEqualTo(complete);
        assertThat(new SystemTables(lake)
                        .certifications().scan(Expressions.equal("source", "cert_lost")).stream()
                                .filter(row -> row.run().startsWith("losses/")))
                .hasSize(1);
    }

    /** The first instant of the run that a release may be made of; 1970 where nothing is in it. */
    private Instant completeFrom(TestingStream stream) {
        return Instant.ofEpochMilli(new CertifiedRuns(lake, new SystemTables(lake))
                .of(stream.source())
                .firstCompleteInstant());
    }

    @Test
    void ofARangeThatWasTakenOutInPartTheRestCountsAgain() {
        TestingStream stream = stream("cert_remediated", null);
        Certifying certifying = certifying(stream);
        int partition = TestingStream.partition("a");
        IntStream.range(0, 8).forEach(n -> stream.event(0, START + n, "a", "e" + n, n == 4 ? null : n));
        int end = stream.size(partition);
        passed(stream, START + 12 * HOUR);
        stream.remediate(partition, end - 7, end);
        certifying.run();
        assertThat(certifying.ids("2026-06-27")).as("until it is decided again").containsExactly("e0");
        certifying.check("2026-06-27");

        stream.reincarnate(partition, end - 7);
        stream.archive();
        assertThat(certifying.run()).containsExactly("2026-06-27");

        assertThat(certifying.ids("2026-06-27")).containsExactly("e0", "e1", "e2", "e3", "e5", "e6", "e7");
        certifying.check("2026-06-27");
    }

    @Test
    void aDayWaitsToBeComparedOnlyUntilItIsMadeWithoutARejectedRange() {
        TestingStream stream = stream("cert_waits", null);
        Certifying certifying = certifying(stream);
        int partition = TestingStream.partition("a");
        stream.event(0, START, "a", "1", 1);
        int from = stream.size(partition);
        stream.event(0, START + 1, "a", "2", 1);
        stream.event(0, START + 2, "a", "3", 1);
        int refused = stream.size(partition);
        stream.broken(0, START + 3, "a");
        passed(stream, START + 12 * HOUR);
        assertThat(certifying.run()).containsExactly("2026-06-27");
        certifying.check("2026-06-27");

        stream.reject(partition, refused, refused + 1);
        assertThat(waiting(certifying)).as("none of its rows counted").isEmpty();
        stream.reject(partition, from, refused);
        assertThat(waiting(certifying)).containsExactly("2026-06-27");
        assertThat(certifying.run()).containsExactly("2026-06-27");
        assertThat(waiting(certifying)).isEmpty();
        certifying.check("2026-06-27");
        stream.reject(partition, from, from + 1);
        assertThat(waiting(certifying)).as("it is out already").isEmpty();

        stream.reincarnate(partition, from);
        stream.archive();
        assertThat(waiting(certifying)).as("decided again").containsExactly("2026-06-27");
        certifying.run();
        assertThat(waiting(certifying)).isEmpty();
        certifying.check("2026-06-27");
    }

    /** What a gate of a later incarnation sees of them has other offsets than their places. */
    @Test
    void whatWasDecidedAgainCanBeRejectedOnceMore() {
        TestingStream stream = stream("cert_twice", null);
        Certifying certifying = certifying(stream);
        int partition = TestingStream.partition("a");
        IntStream.range(0, 6).forEach(n -> stream.event(0, START + n, "a", "e" + n, n));
        passed(stream, START + 12 * HOUR);
        stream.reject(partition, 4, 6);
        int again = stream.size(partition);
        stream.reincarnate(partition, 2);
        stream.archive();
        certifying.run();
        assertThat(certifying.ids("2026-06-27")).containsExactly("e0", "e1", "e2", "e3");

        stream.reject(partition, again, again + 1);
        assertThat(waiting(certifying)).containsExactly("2026-06-27");
        assertThat(certifying.run()).containsExactly("2026-06-27");
        assertThat(certifying.ids("2026-06-27")).containsExactly("e0", "e1", "e3");
        certifying.check("2026-06-27");
    }

    private static List<String> waiting(Certifying certifying) {
        return certifying.found(row -> {}).waiting();
    }

    private Certifying certifying(TestingStream stream) {
        return new Certifying(stream, lake, spark);
    }

    private TestingStream stream(String name, @Nullable Instant cutover) {
        return new TestingStream(lake, TestingStream.source(name, cutover == null ? null : BATCH, cutover));
    }

    private static void passed(TestingStream stream, long now) {
        stream.tick(0, now);
        stream.tick(1, now);
        stream.archive();
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
