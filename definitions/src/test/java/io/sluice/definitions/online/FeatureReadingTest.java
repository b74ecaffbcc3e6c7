package io.sluice.definitions.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.changepoint.ChangePoint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FeatureReadingTest {
    private static final SlotRow ROW =
            new SlotRow(new Object[] {42L, 7L, 0L}, new long[] {100, 50, ChangePoint.NEVER}, new long[] {
                1_000, ChangePoint.NONE, ChangePoint.NONE
            });

    private static FeatureReading at(long instant, Duration freshness) {
        return FeatureReading.judge(ROW, 0, instant, freshness, 0L);
    }

    @Test
    void isFinalUpToButNotAtItsEnd() {
        assertThat(at(999, Duration.ofMillis(10)))
                .isEqualTo(new FeatureReading(42L, 100, 1_000, OnlineStatus.PRESENT, true));
        assertThat(at(1_000, Duration.ofMillis(10)))
                .isEqualTo(new FeatureReading(42L, 100, 1_000, OnlineStatus.PRESENT, false));
    }

    @Test
    void isStaleOnceFreshnessHasPassed() {
        assertThat(at(1_009, Duration.ofMillis(10)).status()).isEqualTo(OnlineStatus.PRESENT);
        assertThat(at(1_010, Duration.ofMillis(10)).status()).isEqualTo(OnlineStatus.STALE);
        assertThat(at(1_010, Duration.ofMillis(10)).value()).isEqualTo(42L);
        assertThat(at(1_000, null).status()).isEqualTo(OnlineStatus.STALE);
        assertThat(at(999, null).status()).isEqualTo(OnlineStatus.PRESENT);
    }

    @Test
    void neverGoesStaleWithoutAnEnd() {
        assertThat(FeatureReading.judge(ROW, 1, Long.MAX_VALUE, null, 0L))
                .isEqualTo(new FeatureReading(7L, 50, ChangePoint.NONE, OnlineStatus.PRESENT, true));
    }

    @Test
    void isMissingWithThePolicysValue() {
        FeatureReading missing = FeatureReading.judge(ROW, 2, 5, Duration.ofDays(1), 0L);

        assertThat(missing).isEqualTo(FeatureReading.missing(0L));
        assertThat(missing.status()).isEqualTo(OnlineStatus.MISSING);
        assertThat(missing.value()).isEqualTo(0L);
        assertThat(missing.settled()).isFalse();
    }

    @Test
    void aDerivedOneIsAsBadAsItsWorstInput() {
        FeatureReading present = at(999, null);
        FeatureReading other = FeatureReading.judge(ROW, 1, 999, null, 0L);

        assertThat(FeatureReading.derive(6.0, List.of(present, other)))
                .isEqualTo(new FeatureReading(6.0, 100, 1_000, OnlineStatus.PRESENT, true));
        assertThat(FeatureReading.derive(6.0, List.of(other, at(2_000, null))))
                .isEqualTo(new FeatureReading(6.0, 100, 1_000, OnlineStatus.STALE, false));
        assertThat(FeatureReading.derive(6.0, List.of(present, FeatureReading.missing(0L))))
                .isEqualTo(new FeatureReading(6.0, 100, 1_000, OnlineStatus.MISSING, false));
    }
}
