package io.sluice.workers.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.workers.bench.Rounds.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RoundsTest {
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsSidesInTurnsAndCountsNoWarmUp() {
        Map<String, Times> times = new Rounds(1, 2).run(List.of(side("a", "x", 1), side("b", "x", 1)));

        assertThat(ran).containsExactly("a", "b", "b", "a", "a", "b");
        assertThat(times.get("a").nanos()).hasSize(2);
        assertThat(times.get("b").nanos()).hasSize(2);
    }

    @Test
    void refusesSidesOfAGroupThatGiveDifferentOutputs() {
        assertThatThrownBy(() -> new Rounds(1, 1).run(List.of(side("a", "x", 1), side("b", "x", 2))))
                .hasMessageContaining("output of b");
    }

    @Test
    void letsOutputsOfDifferentGroupsDiffer() {
        assertThat(new Rounds(1, 1).run(List.of(side("a", "x", 1), side("b", "y", 2))))
                .hasSize(2);
    }

    @Test
    void refusesASideThatGivesAnotherOutputLater() {
        Side changing = new Side("a", "x", () -> {
            ran.add("a");
            return ran::size;
        });

        assertThatThrownBy(() -> new Rounds(1, 1).run(List.of(changing))).hasMessageContaining("output of a");
    }

    @Test
    void tellsMedianAndSpread() {
        Times times = new Times(List.of(3_000_000_000L, 1_000_000_000L, 2_000_000_000L));

        assertThat(times.inSeconds()).isEqualTo("2.00 s (1.00–3.00)");
        assertThat(times.inMillions(6_000_000, "rows")).isEqualTo("3.0 million rows/s (2.0–6.0)");
        assertThat(times.over(new Times(List.of(500_000_000L, 1_500_000_000L)))).isEqualTo(2);
    }

    private Side side(String name, String group, Object output) {
        return new Side(name, group, () -> {
            ran.add(name);
            return () -> output;
        });
    }
}
