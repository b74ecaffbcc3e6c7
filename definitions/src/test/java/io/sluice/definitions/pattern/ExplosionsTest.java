package io.sluice.definitions.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExplosionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+",
                "(a+)+$",
                "^(a|a)*$",
                "(a*)*b",
                "(?:a|ab)(?:c|d)*(a|aa)+$",
                "(\\w+\\s?)*$",
                "([a-z]+[0-9]*)*!",
                "(x+x+)+y",
                "(a?b?)*c",
                "^(\\d{1,3},?)+$",
                "(\\w{1,20}\\.?)*@",
                "(a+){2,30}c",
                "(.*,)*x.*y|(.*.*)*z",
                "(?=(a+)+b)a",
                "([ab]|[bc])*d",
                "(?i)(k|K)*x",
                "(ab|a|b)*$",
                "((a{2,})*)b",
                "(?:[^\"\\\\]|\\\\.|\\\\)*\""
            })
    void findsWhatExplodes(String regex) {
        assertThat(Explosions.find(regex, 0)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a+b*c?",
                "(a|b)*c",
                "^(\\w+\\.)+\\w+$",
                "^[\\w.]+@([\\w-]+\\.)+[a-z]{2,}$",
                "^\\d{1,3}(,\\d{3})*$",
                "^\\d{1,3}(,?\\d{3})*$",
                "(\\w{8}-)*\\w{1,12}",
                "(\\w{8})*",
                "(?:\\b\\w+\\b\\W*)+",
                "((a+)b)*c",
                "(a++)+b",
                "((?>a+)b?)+c",
                "^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}$",
                "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                "\"(?:[^\"\\\\]|\\\\.)*\"",
                "(a{3})+$",
                "(a{1,3}b)*",
                "([a-z]+:)?//[^/]*(/[^/]*)*",
                "(\\1|a)*",
                "x*x*x*",
                "(?x) (a+)+",
                "(a+",
                "a{",
                "[[a]",
                "\\",
                ""
            })
    void refusesNothingElse(String regex) {
        assertThat(Explosions.find(regex, 0)).isEmpty();
    }

    /** Lazy, because Java remembers where greedy ones failed. The text is made for the expressions. */
    @Test
    void whatIsFoundTakesTooManySteps() {
        for (String regex : new String[] {
            "^(a+?)+?$", "^(a|a)*?$", "^(a*?)*?$", "^(a??a??)*?$", "^(\\w+?\\s??)*?$", "^(a{1,3}?b??)+?$", "^(a|aa)+?$"
        }) {
            assertThat(Explosions.find(regex, 0)).as(regex).isPresent();
            assertThat(ends(regex, "a".repeat(200) + "!")).as(regex).isFalse();
        }
        for (String regex : new String[] {"^(\\w+?\\s)*?$", "^(ab??)*?$", "^(a|b)*?$", "^(a{3})+?$"}) {
            assertThat(Explosions.find(regex, 0)).as(regex).isEmpty();
            assertThat(ends(regex, "a".repeat(200) + "!")).as(regex).isTrue();
        }
    }

    @Test
    void saysWhereItBegins() {
        assertThat(Explosions.find("^x(a+)+$", 0)).hasValue(new Explosions.Explosion(2, "(a+)+"));
        assertThat(Explosions.find("b+(c|[c-e])*$", 0)).hasValue(new Explosions.Explosion(2, "(c|[c-e])*"));
        assertThat(Explosions.find("(k|K)*", 0)).isEmpty();
        assertThat(Explosions.find("(k|K)*", Pattern.CASE_INSENSITIVE)).isPresent();
    }

    @Test
    void isQuickWhateverItReads() {
        assertThat(Explosions.find("(" + "a|".repeat(900) + "a)*", 0)).isEmpty();
        assertThat(Explosions.find("(".repeat(1_000) + ")".repeat(1_000), 0)).isEmpty();
        assertThat(Explosions.find("(" + "[ab]".repeat(150) + ")*c", 0)).isEmpty();
        assertThat(Explosions.find("(" + "[ab]?".repeat(100) + ")*c", 0)).isPresent();
        assertThat(Explosions.find("((((a{2,4}){2,4}){2,4}){2,4}){2,4}", 0)).isEmpty();
    }

    private static boolean ends(String regex, String text) {
        try {
            return !Pattern.compile(regex).matcher(new BudgetedText(text)).find();
        } catch (TooManyStepsException endless) {
            return false;
        }
    }
}
