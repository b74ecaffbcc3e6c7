package io.sluice.activities.typing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IdentityTest {
    private static final List<Column> TEXTS =
            List.of(new Column("a", DataType.STRING), new Column("b", DataType.STRING));

    @Test
    void tellsTuplesApartThatLookAlikeWhenJoined() {
        assertThat(id("1", "23")).isEqualTo("[\"1\",\"23\"]").isNotEqualTo(id("12", "3"));
        assertThat(id("1\",\"2", "3")).isNotEqualTo(id("1", "2\",\"3"));
        assertThat(id(null, "x")).isEqualTo("[null,\"x\"]").isNotEqualTo(id("null", "x"));
    }

    @Test
    void isThePlainTextOfASingleColumn() {
        List<Column> one = List.of(new Column("a", DataType.BIGINT));

        assertThat(EventIds.text(one, new Object[] {42L})).isEqualTo("42");
        assertThat(EventIds.text(one, new Object[] {null})).isEqualTo("\u0000");
    }

    @Test
    void hashesContentByValueAndNotByForm() {
        List<Column> numbers = List.of(new Column("d", DataType.DOUBLE), new Column("n", DataType.decimal(10, 2)));

        assertThat(CanonicalRow.hash(numbers, new Object[] {0.0, new BigDecimal("1.50")}))
                .isEqualTo(CanonicalRow.hash(numbers, new Object[] {-0.0, new BigDecimal("1.5")}))
                .isNotEqualTo(CanonicalRow.hash(numbers, new Object[] {0.0, new BigDecimal("1.51")}))
                .hasSize(64);
    }

    @Test
    void hashesWhereAValueStandsAndWhetherItIsThere() {
        assertThat(List.of(hash("ab", ""), hash("a", "b"), hash("", "ab"), hash(null, "ab"), hash("ab", null)))
                .doesNotHaveDuplicates();
    }

    @Test
    void neverChangesTheHashOfARow() {
        // Ids of trusted rows are made of it: another value here would make every row of every lake a new one.
        assertThat(hash("a", null)).isEqualTo("f61f626829bc544d7cc8fb4b4d05c7e3a4dbca851b3bb6b14720b370ac8db910");
    }

    private static String id(String... values) {
        return EventIds.text(TEXTS, Arrays.copyOf(values, values.length, Object[].class));
    }

    private static String hash(String... values) {
        return CanonicalRow.hash(TEXTS, Arrays.copyOf(values, values.length, Object[].class));
    }
}
