package io.sluice.definitions.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SchedulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "15 2 * * *",
                "*/5 * * * *",
                "0 0-6/2,12 1,15 jan-Mar,12 MON-fri",
                "3/10 * * * 7",
                "0 9 * * tu",
                "0 9 1 7 * 2027",
                "30 0 9 1 septem * 2027-2030",
                " 0  0 * * 0 ",
                "@daily",
                "@hourly",
                "@annually",
                "@every 1h",
                "@every 1h30m",
                "@every 14h/3h",
                "CRON_TZ=Europe/Rome 0 9 * * *",
                "TZ=UTC @daily"
            })
    void readsWhatTemporalReads(String text) {
        assertThat(Schedules.check(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "99 * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "* * * ju *",
                "* * * * m",
                "5-2 * * * *",
                "*/0 * * * *",
                "1/2/3 * * * *",
                "1-2-3 * * * *",
                "1,,2 * * * *",
                "-1 * * * *",
                "* * * *",
                "* * * * * * * *",
                "0 9 * * * 1999",
                "daily",
                "@Daily",
                "@every",
                "@every 0s",
                "@every 1 hour",
                "CRON_TZ=Mars/Olympus 0 9 * * *",
                "CRON_TZ=UTC"
            })
    void refusesWhatItDoesNot(String text) {
        assertThatThrownBy(() -> Schedules.check(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichFieldIsWrong() {
        assertThatThrownBy(() -> Schedules.check("99 * * * *"))
                .hasMessage("the minute is * or from 0 to 59, a range 1-5, a step */2 or a list of them, not 99");
        assertThatThrownBy(() -> Schedules.check("nightly"))
                .hasMessageStartingWith(
                        "it has five fields (minute, hour, day of month, month, day of week), or is one of @y");
    }
}
