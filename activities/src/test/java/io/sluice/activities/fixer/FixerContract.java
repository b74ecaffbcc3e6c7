package io.sluice.activities.fixer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every fixer promises. */
abstract class FixerContract {
    private static final FixerRow NOTHING = new FixerRow(Map.of(), Map.of());

    abstract Fixer fixer();

    /** A row that it mends. */
    abstract FixerRow broken();

    /** The columns that change, and to what. */
    abstract Map<String, @Nullable Object> mended();

    @Test
    void saysWhichColumnsItMends() {
        assertThat(fixer().touches()).isNotEmpty().containsAll(mended().keySet());
        assertThat(fixer().touches()).isEqualTo(fixer().touches());
    }

    @Test
    void mendsARowTheSameWayHoweverOftenAndByHowManyThreads() {
        Fixer fixer = fixer();
        assertThat(IntStream.range(0, 1000).parallel().mapToObj(i -> fixer.fix(broken())))
                .allMatch(mended()::equals);
    }

    @Test
    void mendsARowTheSameWayOnAnotherMachine() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        new ObjectOutputStream(sent).writeObject(fixer());
        Fixer there = (Fixer) new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray())).readObject();
        assertThat(there.fix(broken())).isEqualTo(mended());
        assertThat(there.touches()).isEqualTo(fixer().touches());
    }

    @Test
    void leavesAloneWhatItDoesNotKnow() {
        Map<String, String> other = new LinkedHashMap<>();
        broken().received().keySet().forEach(column -> other.put(column, "\u0000 something else"));
        assertThat(fixer().fix(NOTHING)).isEmpty();
        assertThat(fixer().fix(new FixerRow(other, Collections.emptyMap()))).isEmpty();
    }
}
