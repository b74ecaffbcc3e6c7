package io.sluice.definitions.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EntityKeyTest {
    private static final List<Column> USER = List.of(new Column("user_id", DataType.STRING));
    private static final List<Column> PAIR =
            List.of(new Column("a", DataType.STRING), new Column("b", DataType.STRING));
    private static final List<Column> MIXED = List.of(
            new Column("t", DataType.BOOLEAN),
            new Column("i", DataType.INT),
            new Column("l", DataType.BIGINT),
            new Column("n", DataType.decimal(10, 2)),
            new Column("s", DataType.STRING),
            new Column("x", DataType.BINARY),
            new Column("d", DataType.DATE),
            new Column("at", DataType.TIMESTAMP));

    @Test
    void concatenationsAreDifferentTuples() {
        assertThat(EntityKey.of(PAIR, List.of("1", "23")).encoded())
                .isNotEqualTo(EntityKey.of(PAIR, List.of("12", "3")).encoded());
    }

    @Test
    void theSameTextOfAnotherTypeIsAnotherEntity() {
        EntityKey text = EntityKey.of(USER, List.of("1"));
        EntityKey number = EntityKey.of(List.of(new Column("user_id", DataType.BIGINT)), List.of(1L));
        EntityKey small = EntityKey.of(List.of(new Column("user_id", DataType.INT)), List.of(1));

        assertThat(List.of(text.encoded(), number.encoded(), small.encoded())).doesNotHaveDuplicates();
    }

    @Test
    void theStoredFormNeverChanges() {
        assertThat(EntityKey.of(USER, List.of("user_123")).encoded()).isEqualTo("cwAAAAh1c2VyXzEyMw");
        assertThat(EntityKey.of(MIXED, row()).encoded())
                .isEqualTo(
                        "YgAAAAEBaQAAAAT____5bAAAAAiAAAAAAAAAAG4AAAAGAAAAAgCWcwAAAAcA8J-YgMOpeAAAAAIA_2QAAAAEAAAAAHQA"
                                + "AAAI__________8");
    }

    private static List<Object> row() {
        return Arrays.asList(true, -7, Long.MIN_VALUE, new BigDecimal("1.5"), "\u0000😀é", new byte[] {0, -1}, 0, -1L);
    }

    @Test
    void decodesWhatItEncodes() {
        EntityKey key = EntityKey.of(MIXED, row());

        assertThat(EntityKey.decode(key.encoded())).isEqualTo(key);
        assertThat(key.encoded()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void differentTuplesHaveDifferentTexts() {
        Random random = new Random(7);
        Map<String, List<String>> seen = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            List<String> tuple = new ArrayList<>();
            for (int column = 0; column < 2; column++) {
                tuple.add(text(random));
            }
            List<String> before = seen.put(EntityKey.of(PAIR, tuple).encoded(), tuple);
            assertThat(before == null || before.equals(tuple)).isTrue();
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(4); length > 0; length--) {
            text.append("s\u0000\u000112".charAt(random.nextInt(5)));
        }
        return text.toString();
    }

    @Test
    void equalDecimalsAreTheSameEntity() {
        List<Column> keys = List.of(new Column("n", DataType.decimal(10, 2)));

        assertThat(EntityKey.of(keys, List.of(new BigDecimal("1.50"))))
                .isEqualTo(EntityKey.of(keys, List.of(new BigDecimal("1.5"))));
        assertThatThrownBy(() -> EntityKey.of(keys, List.of(new BigDecimal("1.555"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nullNamesNoEntity() {
        assertThatThrownBy(() -> EntityKey.of(PAIR, Arrays.asList("1", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("b is NULL");
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("a", null);
        written.put("b", "x");
        assertThatThrownBy(() -> EntityKey.parse(PAIR, written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a is NULL");
    }

    @Test
    void parsesWhatPeopleWrite() {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("at", "1969-12-31T23:59:59.999Z");
        written.put("t", true);
        written.put("i", -7);
        written.put("l", "-9223372036854775808");
        written.put("n", 1.5);
        written.put("s", "\u0000😀é");
        written.put("x", "AP8");
        written.put("d", "1970-01-01");

        assertThat(EntityKey.parse(MIXED, written)).isEqualTo(EntityKey.of(MIXED, row()));
        assertThat(EntityKey.parse(USER, "user_123")).isEqualTo(EntityKey.of(USER, List.of("user_123")));
    }

    @Test
    void saysWhatIsWrongWithAKey() {
        assertThatThrownBy(() -> EntityKey.parse(PAIR, "1")).hasMessageContaining("write an object with a, b");
        assertThatThrownBy(() -> EntityKey.parse(PAIR, Map.of("a", "1", "c", "2")))
                .hasMessageContaining("expected exactly a, b");
        assertThatThrownBy(() -> EntityKey.parse(List.of(new Column("i", DataType.INT)), "x1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("i is not int")
                .hasMessageNotContaining("x1");
        assertThatThrownBy(() -> EntityKey.of(List.of(new Column("d", DataType.DOUBLE)), List.of(1.0)))
                .hasMessageContaining("cannot be a key");
        assertThatThrownBy(() -> EntityKey.of(USER, List.of(1L))).hasMessageContaining("user_id is not string");
        assertThatThrownBy(() -> EntityKey.of(PAIR, List.of("1"))).hasMessageContaining("need 2 values, not 1");
    }

    @Test
    void refusesTextsThatItWouldNotWrite() {
        String good = EntityKey.of(USER, List.of("user_123")).encoded();

        for (String bad : List.of("", "!", good + "=", good.substring(0, good.length() - 2), "eg", good + "AA")) {
            assertThatThrownBy(() -> EntityKey.decode(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void showsAScalarOrAnObject() {
        assertThat(EntityKey.of(USER, List.of("user_123")).entityId(USER)).isEqualTo("user_123");
        assertThat(EntityKey.of(MIXED, row()).entityId(MIXED).toString())
                .isEqualTo("{t=true, i=-7, l=-9223372036854775808, n=1.50, s=\u0000😀é, x=AP8, d=1970-01-01,"
                        + " at=1969-12-31T23:59:59.999Z}");
    }
}
