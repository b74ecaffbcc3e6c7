package io.sluice.definitions.changepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

final class NullFillTest {
    @Test
    void fillsWithZeroOfTheType() {
        assertThat(NullFill.value(Plans.ZERO, DataType.BIGINT)).isEqualTo(0L);
        assertThat(NullFill.value(Plans.ZERO, DataType.INT)).isEqualTo(0);
        assertThat(NullFill.value(Plans.ZERO, DataType.DOUBLE)).isEqualTo(0.0);
        assertThat(NullFill.value(Plans.ZERO, DataType.decimal(4, 2))).isEqualTo(new BigDecimal("0.00"));
        assertThat(NullFill.value(Plans.NULL, DataType.BIGINT)).isNull();
    }

    @Test
    void fillsWithALiteralOfTheType() {
        assertThat(NullFill.value(Plans.fill("-1"), DataType.BIGINT)).isEqualTo(-1L);
        assertThat(NullFill.value(Plans.fill("1.5"), DataType.decimal(4, 2))).isEqualTo(new BigDecimal("1.50"));
        assertThat(NullFill.value(Plans.fill("none"), DataType.STRING)).isEqualTo("none");
        assertThat(NullFill.value(Plans.fill("true"), DataType.BOOLEAN)).isEqualTo(true);
        assertThat(NullFill.value(Plans.fill("1970-01-02"), DataType.DATE)).isEqualTo(1);
        assertThat(NullFill.value(Plans.fill("1970-01-01T00:00:01Z"), DataType.TIMESTAMP))
                .isEqualTo(1_000L);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertRefused("1.5", DataType.BIGINT, "fill: 1.5 does not fit bigint");
        assertRefused("1.555", DataType.decimal(4, 2), "fill: 1.555 does not fit decimal(4,2)");
        assertRefused("100", DataType.decimal(4, 2), "fill: 100 does not fit decimal(4,2)");
        assertRefused("NaN", DataType.DOUBLE, "fill: NaN does not fit double: it must be finite");
        assertRefused("yes", DataType.BOOLEAN, "fill: yes does not fit boolean: write true or false");
        assertRefused("x", DataType.DATE, "fill: x does not fit date");
        assertRefused("[]", DataType.array(DataType.INT), "A value of type array<int> cannot be filled: use null");
        assertThatThrownBy(() -> NullFill.value(Plans.ZERO, DataType.STRING))
                .hasMessage("fill_zero needs a number, and the value is string: use null or fill");
    }

    private static void assertRefused(String literal, DataType type, String message) {
        assertThatThrownBy(() -> NullFill.value(Plans.fill(literal), type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
