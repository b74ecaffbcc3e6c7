package io.sluice.quality.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.definitions.pattern.Explosions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conformance cases say what expressions mean; this is about those that are no expressions, and those that explode. */
final class PythonRegexTest {
    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+$", "^(a|a)*$", "(x+x+)+y", "^(\\w+\\s?)*$", "(.*)*=", "(?:a?){40}a{40}$"})
    void givesUpOnExpressionsThatExplode(String regex) {
        String bait = "a".repeat(40) + "x".repeat(40) + "!";
        for (String text : List.of("a".repeat(60) + "!", "x".repeat(60), "word ".repeat(12) + "!", bait)) {
            try {
                PythonRegex.of(regex).find(text);
            } catch (UndecidedException expected) {
                assertThat(expected).hasMessageContaining("steps").hasMessageNotContaining(text);
            }
        }
        assertThat(PythonRegex.of("^(a+)+$").find("aaaa")).isTrue();
        assertThatExceptionOfType(UndecidedException.class)
                .isThrownBy(() -> PythonRegex.of(".*.*.*.*.*.*=").find("a".repeat(100)));
    }

    @Test
    void saysWhereWhatExplodesBegins() {
        assertThat(PythonRegex.explosion("(?P<word>[a-z]+\\Z)(x\\s|x\\s)*$"))
                .hasValue(new Explosions.Explosion(18, "(x\\s|x\\s)*"));
        assertThat(PythonRegex.explosion("(?x) ( a + ) +  # many"))
                .hasValueSatisfying(found -> assertThat(found.position()).isEqualTo(5));
        assertThat(PythonRegex.explosion("^[\\w.+-]+@([\\w-]+\\.)+[a-z]{2,}$")).isEmpty();
    }

    @Test
    void givesUpInsteadOfOverflowingTheStack() {
        assertThatExceptionOfType(UndecidedException.class)
                .isThrownBy(() -> PythonRegex.of("^(a|b)*c").find("ab".repeat(500_000)));
        assertThat(PythonRegex.of("^(a|b)*c").find("ab".repeat(15_000) + "c")).isTrue();
        assertThat(PythonRegex.of("^(a|b)*$").find("ab".repeat(15_000) + "c")).isFalse();
    }

    @Test
    void readsLongTextsThatAreHarmless() {
        assertThat(PythonRegex.of("needle$").find("hay".repeat(3_000_000) + "needle"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a(b, 3",
        "ab[c, 2",
        "ab\\q, 2",
        "a\\, 1",
        "x(?P<n>a)(?P<n>b), 9",
        "x(?P=n), 1",
        "a\\1, 1",
        "ab(?(1)x|y), 2",
        "(?#never ends, 0",
        "x(?Lb), 1"
    })
    void saysWhereAnExpressionIsWrong(String regex, int position) {
        assertThatExceptionOfType(RegexSyntaxException.class)
                .isThrownBy(() -> PythonRegex.of(regex))
                .satisfies(wrong -> assertThat(wrong.position()).isEqualTo(position));
    }
}
