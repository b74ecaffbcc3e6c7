package io.sluice.definitions.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

final class SlotCodecTest {
    private static final DataType TOP = DataType.array(
            DataType.struct(List.of(new Column("value", DataType.STRING), new Column("count", DataType.BIGINT))));
    private static final List<SlotFeature> FEATURES = List.of(
            new SlotFeature("truth", DataType.BOOLEAN),
            new SlotFeature("small", DataType.INT),
            new SlotFeature("clicks", DataType.BIGINT),
            new SlotFeature("spend", DataType.decimal(38, 2)),
            new SlotFeature("mean", DataType.DOUBLE),
            new SlotFeature("country", DataType.STRING),
            new SlotFeature("hash", DataType.BINARY),
            new SlotFeature("day", DataType.DATE),
            new SlotFeature("at", DataType.TIMESTAMP),
            new SlotFeature("last", DataType.array(DataType.INT)),
            new SlotFeature("top", TOP),
            new SlotFeature("embedding", DataType.vector(2)));

    private static SlotRow row() {
        Object[] values = {
            true,
            -1,
            Long.MIN_VALUE,
            new BigDecimal("-999999999999999999999999999999999999.99"),
            -0.0,
            "é😀",
            new byte[] {0, -1},
            -719_162,
            -1L,
            List.of(1, 2),
            List.of(List.of("a", 2L), List.of("b", 1L)),
            List.of(0.5, 1.5)
        };
        long[] timestamps = new long[12];
        long[] until = new long[12];
        Arrays.setAll(timestamps, i -> i == 3 ? ChangePoint.NEVER : -5L + i);
        Arrays.setAll(until, i -> i == 4 ? ChangePoint.NONE : 1_000_000_000_000L + i);
        return new SlotRow(values, timestamps, until);
    }

    private static void assertSame(SlotRow actual, SlotRow expected) {
        assertThat(actual.values()).usingRecursiveComparison().isEqualTo(expected.values());
        assertThat(actual.timestamps()).isEqualTo(expected.timestamps());
        assertThat(actual.validUntil()).isEqualTo(expected.validUntil());
    }

    @Test
    void unpacksWhatItPacks() {
        SlotCodec codec = new SlotCodec(FEATURES);

        assertSame(codec.decode(codec.encode(row())), row());
    }

    @Test
    void keepsNullsOfEveryType() {
        SlotCodec codec = new SlotCodec(FEATURES);
        long[] never = new long[12];
        long[] none = new long[12];
        Arrays.fill(never, ChangePoint.NEVER);
        Arrays.fill(none, ChangePoint.NONE);
        SlotRow empty = new SlotRow(new Object[12], never, none);

        assertSame(codec.decode(codec.encode(empty)), empty);
    }

    @Test
    void isAvroOfItsSchema() throws IOException {
        SlotCodec codec = new SlotCodec(FEATURES);
        Schema schema = new Schema.Parser().parse(codec.schemaJson());
        byte[] bytes = codec.encode(row());

        GenericRecord read = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 9, bytes.length - 9, null));

        assertThat(read.get("clicks")).isEqualTo(Long.MIN_VALUE);
        assertThat(read.get("country")).hasToString("é😀");
        assertThat(read.get("spend__ts")).isNull();
        assertThat(read.get("mean__until")).isNull();
        assertThat(read.get("clicks__ts")).isEqualTo(-3L);
        assertThat(read.get("top")).hasToString("[{\"value\": \"a\", \"count\": 2}, {\"value\": \"b\", \"count\": 1}]");
    }

    @Test
    void refusesANewerFormat() {
        SlotCodec codec = new SlotCodec(FEATURES);
        byte[] bytes = codec.encode(row());
        bytes[0] = 2;

        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(SlotFormatException.class)
                .hasMessageContaining("format 2")
                .hasMessageContaining("upgrade the reader");
    }

    @Test
    void refusesRowsOfOtherFeatures() {
        SlotCodec other = new SlotCodec(List.of(new SlotFeature("clicks", DataType.INT)));
        byte[] bytes = new SlotCodec(List.of(new SlotFeature("clicks", DataType.BIGINT)))
                .encode(new SlotRow(new Object[] {1L}, new long[1], new long[1]));

        assertThatThrownBy(() -> other.decode(bytes))
                .isInstanceOf(SlotFormatException.class)
                .hasMessageContaining("other features");
    }

    @Test
    void refusesDamagedRows() {
        SlotCodec codec = new SlotCodec(FEATURES);
        byte[] bytes = codec.encode(row());

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> codec.decode(cut)).as("%d bytes", length).isInstanceOf(SlotFormatException.class);
        }
        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(SlotFormatException.class);
    }

    @Test
    void refusesRowsOfAnotherWidth() {
        SlotRow narrow = new SlotRow(new Object[1], new long[1], new long[1]);

        assertThatThrownBy(() -> new SlotCodec(FEATURES).encode(narrow))
                .hasMessageContaining("1 values for 12 features");
        assertThatThrownBy(() -> new SlotRow(new Object[1], new long[2], new long[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
