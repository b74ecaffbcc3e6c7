package io.sluice.definitions.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DurationsTest {
    @Test
    void readsEveryForm() {
        assertThat(Durations.parse("7 days")).isEqualTo(Duration.ofDays(7));
        assertThat(Durations.parse("90 minutes")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Durations.parse("7d")).isEqualTo(Duration.ofDays(7));
        assertThat(Durations.parse("PT2H")).isEqualTo(Duration.ofHours(2));
        assertThat(Durations.parse("P1DT30M")).isEqualTo(Duration.ofMinutes(1470));
        assertThat(Durations.parse("PT0.5S")).isEqualTo(Duration.ofMillis(500));
        assertThat(Durations.parse(" 1 Day 12h ")).isEqualTo(Duration.ofHours(36));
        assertThat(Durations.parse("2 weeks")).isEqualTo(Duration.ofDays(14));
        assertThat(Durations.parse("15 ms")).isEqualTo(Duration.ofMillis(15));
        assertThat(Durations.parse("0 seconds")).isZero();
    }

    @Test
    void refusesWhatIsNoDuration() {
        for (String text :
                List.of("", "7", "days", "7 dayz", "-7 days", "1.5 days", "7 days ago", "PT", "P1D2", "PTT", "1d1")) {
            assertThatThrownBy(() -> Durations.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not " + text);
        }
        assertThatThrownBy(() -> Durations.parse("PT-2H"))
                .hasMessage("A duration is between 0 and 36500 days, not PT-2H");
        assertThatThrownBy(() -> Durations.parse("PT0.0001S"))
                .hasMessage("A duration has whole milliseconds, not PT0.0001S");
        assertThatThrownBy(() -> Durations.parse("999999999999999 weeks"))
                .hasMessage("A duration is between 0 and 36500 days, not 999999999999999 weeks");
    }

    @Test
    void refusesMonthsAndYears() {
        for (String text : List.of("1 month", "2 years", "P1M", "P1Y", "P1Y2M3DT4H", "3mo")) {
            assertThatThrownBy(() -> Durations.parse(text))
                    .as(text)
                    .hasMessage("A month or a year is not a duration, its length varies: write days instead of " + text
                            + ", for example 30 days");
        }
    }

    @Test
    void printsWhatItReads() {
        for (String text : List.of("7 days", "1 day", "90 minutes", "36 hours", "1 second", "1500 ms", "0 seconds")) {
            assertThat(Durations.print(Durations.parse(text))).isEqualTo(text);
        }
        assertThat(Durations.print(Duration.ofHours(24))).isEqualTo("1 day");
    }
}
