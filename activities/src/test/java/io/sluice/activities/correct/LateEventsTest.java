package io.sluice.activities.correct;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.archive.PartitionProgress;
import io.sluice.activities.archive.PinnedArchive;
import io.sluice.activities.certify.TestingStream;
import io.sluice.activities.correct.LateEvents.Portion;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.correct.Admissions;
import io.sluice.definitions.correct.Finding;
import io.sluice.definitions.correct.Origin;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Late events as an archive has them. */
final class LateEventsTest {
    private static final long START = Instant.parse("2026-06-27T00:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final int PARTITION = TestingStream.partition("a");

    private final Lake lake = TestingLake.shared().lake();

    @Test
    void thoseThatAnotherSourcePartitionMayStillHaveInTimeWait() {
        TestingStream stream = stream("late_waiting");
        stream.event(0, START + 5 * HOUR, "a", "1", 1);
        stream.event(0, START + 2 * HOUR, "a", "2", 1);
        stream.event(0, START + HOUR, "a", "3", 1);
        stream.event(1, START + 3 * HOUR - 1, "a", "4", 1);
        stream.archive();
        Portion portion = open(stream, Long.MAX_VALUE).portion(0, 10);
        assertThat(portion.due()).extracting(Stamped::eventId).containsExactly("3");
        assertThat(portion.waiting()).isEqualTo(1);
        assertThat(portion.firstWaiting()).isEqualTo(1);
        assertThat(portion.next()).isEqualTo(4);

        stream.event(1, START + 3 * HOUR + 1, "a", "5", 1);
        stream.archive();
        assertThat(open(stream, Long.MAX_VALUE).portion(0, 10).due())
                .extracting(Stamped::eventId)
                .containsExactly("2", "3");
    }

    @Test
    void areReadPortionByPortionUpToWhereAPersonHasToDecide() {
        TestingStream stream = stream("late_portions");
        passed(stream);
        for (int i = 0; i < 5; i++) {
            stream.event(i % 2, START + i, "a", "late" + i, i);
        }
        stream.archive();
        int first = stream.size(PARTITION) - 5;
        LateEvents late = open(stream, first + 4);
        Portion portion = late.portion(0, 3);
        assertThat(portion.due()).extracting(Stamped::eventId).containsExactly("late0", "late1", "late2");
        assertThat(portion.next()).isEqualTo(first + 3);
        Portion rest = late.portion(portion.next(), 3);
        assertThat(rest.due()).extracting(Stamped::eventId).containsExactly("late3");
        assertThat(rest.firstWaiting()).isEqualTo(first + 4);
        assertThat(rest.next()).isEqualTo(late.end()).isEqualTo(first + 5);
    }

    @Test
    void whatCountsByTheLastWordIsTold() {
        TestingStream stream = stream("late_known");
        stream.event(0, START, "a", "x", 1);
        int rejected = stream.size(PARTITION);
        stream.event(0, START + 1, "a", "y", 1);
        passed(stream);
        stream.event(0, START, "a", "x", 1);
        stream.event(0, START + 1, "a", "y", 1);
        stream.archive();
        assertThat(findings(stream)).containsExactly(Finding.DUPLICATE, Finding.DUPLICATE);

        stream.reject(PARTITION, rejected, rejected + 1);
        stream.reincarnate(PARTITION, rejected);
        stream.archive();
        assertThat(findings(stream)).containsExactly(Finding.DUPLICATE, Finding.NEW);
    }

    @Test
    void anAdmitThatAPersonRejectedIsKnownToHaveBeenOne() {
        TestingStream stream = stream("late_rejected");
        passed(stream);
        Stamped late = stream.event(0, START, "a", "x", 1);
        int admitted = stream.size(PARTITION);
        stream.admit("a", late);
        stream.reject(PARTITION, admitted, admitted + 1);
        stream.reincarnate(PARTITION, admitted);
        // the watermark of the new incarnation is that of what it has decided
        passed(stream);
        stream.archive();
        assertThat(findings(stream)).containsExactly(Finding.ADMITTED);
        LateEvents archived = open(stream, Long.MAX_VALUE);
        assertThat(archived.admitted(admitted)).containsExactly(Origin.of(late));
        assertThat(archived.admitted(stream.size(PARTITION))).isEmpty();
    }

    private List<Finding> findings(TestingStream stream) {
        LateEvents late = open(stream, Long.MAX_VALUE);
        Admissions admissions = new Admissions(late.portion(0, 10).due());
        late.tell(admissions);
        return admissions.findings();
    }

    /** Both source partitions have come far. */
    private static void passed(TestingStream stream) {
        stream.tick(0, START + 10 * HOUR);
        stream.tick(1, START + 10 * HOUR);
    }

    private TestingStream stream(String name) {
        return new TestingStream(lake, TestingStream.source(name, null, null));
    }

    private LateEvents open(TestingStream stream, long limit) {
        PartitionProgress progress = PinnedArchive.of(
                        lake, stream.source().name(), TestingStream.PARTITIONS, TestingStream.PARTITIONS)
                .progress()
                .get(PARTITION);
        return LateEvents.open(lake, stream.source(), progress, limit);
    }
}
