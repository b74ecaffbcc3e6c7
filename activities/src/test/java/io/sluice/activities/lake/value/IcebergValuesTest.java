package io.sluice.activities.lake.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.lake.IcebergTypes;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class IcebergValuesTest {
    private static final DataType PAIR = DataType.struct(
            List.of(new Column("at", DataType.TIMESTAMP), new Column("days", DataType.array(DataType.DATE))));

    private static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(DataType.BOOLEAN, true),
                Arguments.of(DataType.INT, Integer.MIN_VALUE),
                Arguments.of(DataType.BIGINT, Long.MAX_VALUE),
                Arguments.of(DataType.decimal(9, 2), new BigDecimal("-12.50")),
                Arguments.of(DataType.DOUBLE, Double.NaN),
                Arguments.of(DataType.STRING, "žluťoučký"),
                Arguments.of(DataType.BINARY, new byte[] {0, -1}),
                Arguments.of(DataType.DATE, -1),
                Arguments.of(DataType.TIMESTAMP, -1L),
                Arguments.of(DataType.vector(2), List.of(0.5, -0.0)),
                Arguments.of(DataType.array(DataType.INT), Arrays.asList(7, null)),
                Arguments.of(PAIR, Arrays.asList(Long.MAX_VALUE / 1_000, List.of(14_000))),
                Arguments.of(DataType.array(PAIR), List.of(Arrays.asList(null, null))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void comeBackAsTheyWentIn(DataType type, Object value) {
        Object stored = IcebergValues.toIceberg(type, column(type), value);
        Object back = IcebergValues.value(stored, type);
        assertThat(back).matches(same -> Objects.deepEquals(same, value), "equal to " + value);
    }

    private static Type column(DataType type) {
        return IcebergTypes.schema(List.of(new Column("c", type))).findType("c");
    }

    @Test
    void areNullWhereTheColumnIs() {
        assertThat(IcebergValues.value(null, DataType.INT)).isNull();
        assertThat(IcebergValues.toIceberg(DataType.INT, Types.IntegerType.get(), null))
                .isNull();
        assertThat(IcebergValues.millis(null, 7)).isEqualTo(7);
        assertThatThrownBy(() -> IcebergValues.present(null, new Column("customer", DataType.BIGINT)))
                .hasMessage("Invalid row: key column customer is NULL");
    }

    @Test
    void areIntAgainInAColumnThatGotWider() {
        Object stored = IcebergValues.toIceberg(DataType.INT, Types.LongType.get(), 5);
        assertThat(stored).isEqualTo(5L);
        assertThat(IcebergValues.value(stored, DataType.INT)).isEqualTo(5);
        assertThatThrownBy(() -> IcebergValues.value(1L << 32, DataType.INT)).isInstanceOf(ArithmeticException.class);
    }

    /** As Spark's side of the kernel rounds: down, before 1970 too. */
    @Test
    void areTheMillisecondBeforeAnInstantWithOrWithoutAZone() {
        assertThat(millis(OffsetDateTime.parse("1969-12-31T23:59:59.9995Z"))).isEqualTo(-1L);
        assertThat(millis(OffsetDateTime.parse("1970-01-01T01:00:00.0019+01:00")))
                .isEqualTo(1L);
        assertThat(millis(LocalDateTime.parse("1970-01-01T00:00:00.002"))).isEqualTo(2L);
    }

    private static @Nullable Object millis(Object stored) {
        return IcebergValues.value(stored, DataType.TIMESTAMP);
    }

    @Test
    void areCopiesOfBytesWhoeverReadsOn() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 1, 2}, 1, 2);
        byte[] fixed = {3};
        assertThat(IcebergValues.bytes(buffer)).containsExactly(1, 2);
        assertThat(IcebergValues.bytes(buffer)).containsExactly(1, 2);
        assertThat(IcebergValues.bytes(fixed)).containsExactly(3).isNotSameAs(fixed);
    }

    @Test
    void refuseAnInstantThatNoColumnHolds() {
        assertThat(IcebergValues.instant(Long.MAX_VALUE / 1_000)).isAfter(OffsetDateTime.parse("9999-01-01T00:00:00Z"));
        assertThatThrownBy(() -> IcebergValues.instant(Long.MAX_VALUE / 1_000 + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(IcebergValues.instant(0).toInstant()).isEqualTo(Instant.EPOCH);
    }
}
