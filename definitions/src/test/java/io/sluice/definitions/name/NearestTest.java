package io.sluice.definitions.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {
    private static final List<String> VERBS = List.of("approve", "reject", "remediate");

    @Test
    void findsSwapsAndMissingLetters() {
        assertThat(Nearest.to("aprove", VERBS)).isEqualTo("approve");
        assertThat(Nearest.to("erject", VERBS)).isEqualTo("reject");
        assertThat(Nearest.distance("ab", "ba")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void hintsOnlyForASlip() {
        assertThat(Nearest.hint("remidiate", VERBS)).isEqualTo("; did you mean remediate?");
        assertThat(Nearest.hint("zzzzzz", VERBS)).isEmpty();
        assertThat(Nearest.hint("x", List.of())).isEmpty();
    }
}
