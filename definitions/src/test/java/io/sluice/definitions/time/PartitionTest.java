package io.sluice.definitions.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.model.Source.Partitioning;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PartitionTest {
    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @Test
    void spansItsTime() {
        Partition day = Partition.parse("2010-12-01", Partitioning.DAY);
        assertThat(day.start()).isEqualTo(at("2010-12-01T00:00:00Z"));
        assertThat(day.end()).isEqualTo(at("2010-12-02T00:00:00Z"));
        Partition hour = Partition.parse("2010-12-01T23", Partitioning.HOUR);
        assertThat(hour.start()).isEqualTo(at("2010-12-01T23:00:00Z"));
        assertThat(hour.end()).isEqualTo(at("2010-12-02T00:00:00Z"));
        Partition month = Partition.parse("2012-02", Partitioning.MONTH);
        assertThat(month.end()).isEqualTo(at("2012-03-01T00:00:00Z"));
        assertThat(Partition.parse("all", Partitioning.NONE).contains(Long.MAX_VALUE))
                .isTrue();
    }

    @Test
    void holdsItsStartAndNotItsEnd() {
        Partition day = Partition.parse("1969-12-31", Partitioning.DAY);
        assertThat(day.contains(day.start())).isTrue();
        assertThat(day.contains(-1)).isTrue();
        assertThat(day.contains(day.end())).isFalse();
        assertThat(Partition.at(-1, Partitioning.DAY)).isEqualTo(day);
        assertThat(Partition.at(-1, Partitioning.HOUR).label()).isEqualTo("1969-12-31T23");
        assertThat(Partition.dayOf(-1)).isEqualTo("1969-12-31");
        assertThat(Partition.dayOf(0)).isEqualTo("1970-01-01");
    }

    @Test
    void refusesOtherForms() {
        for (String label :
                List.of("2010-12", "2010-12-1", "2010-02-30", "2010-12-01T05", "all", "", "20101201", "+2010-12-01")) {
            assertThatThrownBy(() -> Partition.parse(label, Partitioning.DAY))
                    .as(label)
                    .hasMessage("Invalid partition: expected a day such as 2010-12-01, not " + label);
        }
        assertThatThrownBy(() -> Partition.parse("2010-12-01T24", Partitioning.HOUR))
                .hasMessage("Invalid partition: expected an hour such as 2010-12-01T05, not 2010-12-01T24");
        assertThatThrownBy(() -> Partition.parse("2010-12-01", Partitioning.NONE))
                .hasMessage("Invalid partition: expected the word all, not 2010-12-01");
        assertThatThrownBy(() -> Partition.parse("2010-12-01", Partitioning.MONTH))
                .hasMessage("Invalid partition: expected a month such as 2010-12, not 2010-12-01");
    }

    @Test
    void ranges() {
        assertThat(Partition.range("2012-02-28", "2012-03-01", Partitioning.DAY))
                .extracting(Partition::label)
                .containsExactly("2012-02-28", "2012-02-29", "2012-03-01");
        assertThat(Partition.range("2012-02", "2012-02", Partitioning.MONTH)).hasSize(1);
        assertThat(Partition.range("all", "all", Partitioning.NONE)).hasSize(1);
        assertThatThrownBy(() -> Partition.range("2012-02-02", "2012-02-01", Partitioning.DAY))
                .hasMessage("The range begins at 2012-02-02, after its end 2012-02-01");
        assertThatThrownBy(() -> Partition.range("0001-01-01T00", "9999-01-01T00", Partitioning.HOUR))
                .hasMessageContaining("has more than 440000 partitions");
    }

    @Test
    void neighbours() {
        assertThat(Partition.parse("2010-12", Partitioning.MONTH).next().label())
                .isEqualTo("2011-01");
        assertThat(Partition.parse("2010-12-01T00", Partitioning.HOUR)
                        .previous()
                        .label())
                .isEqualTo("2010-11-30T23");
        assertThatThrownBy(() -> Partition.parse("all", Partitioning.NONE).next())
                .hasMessage("An unpartitioned source has one partition, all");
    }
}
