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

    @Test
    void shortNamesAreSlipsOnlyByOneLetter() {
        assertThat(Nearest.hint("mm", List.of("at", "n"))).isEmpty();
        assertThat(Nearest.hint("nn", List.of("n", "at"))).isEqualTo("; did you mean n?");
        assertThat(Nearest.hint("dat", List.of("date", "at"))).isEqualTo("; did you mean at?");
        assertThat(Nearest.hint("dya", List.of("day"))).isEqualTo("; did you mean day?");
        assertThat(Nearest.hint("strng", List.of("string"))).isEqualTo("; did you mean string?");
    }
}
