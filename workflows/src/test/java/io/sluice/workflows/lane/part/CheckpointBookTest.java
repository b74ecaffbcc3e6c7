package io.sluice.workflows.lane.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.details.PartitionView;
import io.sluice.workflows.stream.CheckpointReport;
import io.sluice.workflows.stream.Interval;
import io.sluice.workflows.stream.PartitionCheckpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What reports add up to. */
final class CheckpointBookTest {
    private final CheckpointBook book = new CheckpointBook();

    @Test
    void rateIsOverTheTimeThatPassedHoweverLongThatWas() {
        assertThat(book.perSecond("accept")).isZero();
        take("accept", 0, 1, partition(0, 100, 1L));
        assertThat(book.perSecond("accept")).isZero();
        // two hours in which the server was away
        take("accept", 7_200_000, 1, partition(0, 100 + 72_000, 1L));
        assertThat(book.perSecond("accept")).isEqualTo(10);
        // the counters of a new incarnation begin again
        take("accept", 7_210_000, 2, partition(0, 90_000, 1L));
        assertThat(book.perSecond("accept")).isZero();
    }

    @Test
    void anOlderReportThatArrivesLaterIsNoNews() {
        take("accept", 10, 1, partition(0, 100, 1L));
        assertThat(book.take(CheckpointReport.of("accept", 10, 1, "", List.of(partition(0, 1, 1L)))))
                .isFalse();
        assertThat(book.partitions().get(0).accepted()).isEqualTo(100);
    }

    @Test
    void aPartitionIsWhatAllInstancesSayOfIt() {
        take("accept", 10, 1, partition(0, 100, 9000L));
        take("view", 10, 1, partition(0, 90, 8000L, "1:5-9"));
        take("sink", 10, 1, partition(0, 80, 7000L));
        PartitionView view = book.partitions().get(0);
        assertThat(view.accepted()).isEqualTo(100);
        assertThat(view.offset()).isEqualTo("100");
        assertThat(view.clock()).isEqualTo("1970-01-01T00:00:07Z");
        assertThat(view.verdict()).isEqualTo("FAIL");
        assertThat(view.held()).isEqualTo("1:5-9");
        take("unready", 10, 1, partition(0, 1, null));
        assertThat(book.partitions().get(0).clock()).isEqualTo("1970-01-01T00:00:07Z");
    }

    @Test
    void aPartitionWithoutTimeShowsNone() {
        take("accept", 10, 1, partition(0, 0, null));
        assertThat(book.partitions().get(0).clock()).isEmpty();
        assertThat(book.partitions().get(0).watermark()).isEmpty();
    }

    @Test
    void heldIntervalsAreThoseOfAllInstancesOldestFirst() {
        take("one", 10, 1, partition(3, 1, 1L, "1:20-29"), partition(1, 1, 1L));
        take("other", 10, 1, partition(3, 1, 1L, "1:5-9", "1:20-29"));
        assertThat(book.held(0)).containsOnlyKeys(3);
        assertThat(book.held(0).get(3)).extracting(Interval::toString).containsExactly("1:5-9", "1:20-29");
        take("one", 20, 1, partition(3, 1, 1L));
        take("other", 20, 1, partition(3, 1, 1L));
        assertThat(book.held(0)).isEmpty();
    }

    @Test
    void thoseHaveCaughtUpOfWhichAllHaveSaidSoInTheIncarnation() {
        List<String> sinks = List.of("1", "2");
        take("1", 10, 1);
        take("2", 10, 2);
        assertThat(book.haveCaughtUp(sinks, 1))
                .as("partitions are being given out")
                .isFalse();
        take("1", 20, 1, partition(0, 9, 1L));
        assertThat(book.haveCaughtUp(sinks, 2)).as("of the one before").isFalse();
        assertThat(book.haveCaughtUp(List.of("1", "3"), 1)).as("not heard of").isFalse();
        assertThat(book.haveCaughtUp(sinks, 1)).isTrue();
        take("1", 30, 2, new PartitionCheckpoint(0, "9", 1L, 1L, 9, 0, 0, 0, 0, 0, 0, 1, "PASS", List.of()));
        assertThat(book.haveCaughtUp(sinks, 2)).as("a record is left").isFalse();
    }

    private void take(String instance, long at, long epoch, PartitionCheckpoint... partitions) {
        assertThat(book.take(CheckpointReport.of(instance, at, epoch, "", List.of(partitions))))
                .isTrue();
    }

    private static PartitionCheckpoint partition(int number, long accepted, @Nullable Long clock, String... held) {
        return new PartitionCheckpoint(
                number,
                Long.toString(accepted),
                clock,
                clock,
                accepted,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                held.length == 0 ? "PASS" : "FAIL",
                List.of(held));
    }
}
