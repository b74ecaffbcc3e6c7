package io.sluice.definitions.registry.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExpressionTextTest {
    private static String canonical(String text) {
        return new ExpressionText(text).canonical();
    }

    @Test
    void spacesAndCapitalsMeanNothingOutsideOfQuotes() {
        assertThat(canonical("  N*2\n+\tcoalesce( a.B,1.50 ) ")).isEqualTo("n * 2 + coalesce ( a . b , 1.50 )");
        assertThat(canonical("a<=b  AND`X  y`='It''s  A'")).isEqualTo("a <= b and `X  y` = 'It' 's  A'");
        assertThat(canonical("X'1f' = date'2026-01-31'")).isEqualTo(canonical("x '1f' = DATE  '2026-01-31'"));
    }

    @Test
    void whatMeansSomethingElseIsNotTheSame() {
        for (String[] different : new String[][] {
            {"n = 'a b'", "n = 'a  b'"},
            {"n = 'a'", "n = 'A'"},
            {"n - -1", "n --1"},
            {"n --> 1\n + 1", "n --> 1 + 1"},
            {"n -- x\n + 1", "n -- x + 1"},
            {"n /* x */ + 1", "n / * x * / + 1"},
            {"1e-3", "1e - 3"},
            {"n = r'a\\' -- '", "n = 'a\\' -- '"},
            {"struct(n)", "struct(N)"},
            {"`a b`", "`a  b`"},
            {"n < = 1", "n <= 1"}
        }) {
            assertThat(canonical(different[0]))
                    .as("%s, %s", different[0], different[1])
                    .isNotEqualTo(canonical(different[1]));
        }
    }
}
