package io.sluice.activities.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.online.WriteAnswer.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every online store does; each implementation runs all of it. */
abstract class OnlineStoreContract {
    private static final Duration DAY = Duration.ofDays(1);

    private OnlineStore store;

    /** A store without any content. */
    abstract OnlineStore emptyStore();

    @BeforeEach
    void open() {
        store = emptyStore();
    }

    @Test
    void keepsTheNewestVersionWhateverComesLater() {
        assertThat(outcomes(write("a", 2, "two"))).containsExactly(Outcome.APPLIED);
        assertThat(outcomes(write("a", 1, "one"))).containsExactly(Outcome.OLDER);
        assertThat(outcomes(write("a", 3, "three"))).containsExactly(Outcome.APPLIED);
        assertThat(rows("a")).containsExactly(Map.entry("clicks", "three"));
    }

    @Test
    void answersSameWithTheFirstTimeWhenAWriteIsRepeated() {
        WriteAnswer first = store.write(batch(null, write("a", 1, "one"))).get(0);
        WriteAnswer again = store.write(batch(null, write("a", 1, "one"))).get(0);
        assertThat(again).isEqualTo(new WriteAnswer(Outcome.SAME, first.appliedAt()));
        assertThat(store.read("v", 1, List.of("a")).get(0).get("clicks").appliedAt())
                .isEqualTo(first.appliedAt());
    }

    @Test
    void comparesVersionsAsUnsignedBytes() {
        long[][] ascending = {
            {0, 0},
            {0, 1},
            {0, Integer.MAX_VALUE},
            {0, 1L << 31},
            {0, (1L << 53) + 1},
            {0, (1L << 53) + 2},
            {0, Long.MIN_VALUE},
            {0, -1},
            {1, 0},
            {256, 0},
            {Long.MIN_VALUE, 5},
            {-1, -1}
        };
        for (int i = 0; i < ascending.length; i++) {
            for (int j = 0; j < ascending.length; j++) {
                String entity = i + "-" + j;
                store.write(batch(null, write(entity, ascending[i], "first")));
                Outcome expected = j > i ? Outcome.APPLIED : j == i ? Outcome.SAME : Outcome.OLDER;
                assertThat(outcomes(write(entity, ascending[j], "second")))
                        .as("%d after %d", j, i)
                        .containsExactly(expected);
            }
        }
    }

    @Test
    void keepsSlotsEntitiesGenerationsAndViewsApart() {
        store.write(batch(null, write("a", 5, "clicks"), write("b", 5, "other entity")));
        store.write(batch(null, new SlotWrite("a", "orders", version(1, 0), bytes("orders"))));
        store.write(new SlotBatch("v", 2, null, List.of(write("a", 1, "next generation"))));
        store.write(new SlotBatch("w", 1, null, List.of(write("a", 1, "other view"))));
        assertThat(rows("a")).containsOnly(Map.entry("clicks", "clicks"), Map.entry("orders", "orders"));
        assertThat(rows("b")).containsOnly(Map.entry("clicks", "other entity"));
    }

    @Test
    void readsInTheOrderAskedWithNothingForUnknownEntities() {
        store.write(batch(null, write("a", 1, "A"), write("b", 1, "B")));
        assertThat(store.read("v", 1, List.of("b", "unknown", "a", "b")))
                .extracting(slots ->
                        slots.containsKey("clicks") ? text(slots.get("clicks").row()) : "")
                .containsExactly("B", "", "A", "B");
        assertThat(store.read("v", 1, List.of())).isEmpty();
        assertThat(store.write(batch(null))).isEmpty();
    }

    @Test
    void returnsEveryByteOfARow() {
        byte[] row = new byte[1024];
        new Random(7).nextBytes(row);
        IntStream.range(0, 256).forEach(i -> row[i] = (byte) i);
        store.write(batch(null, new SlotWrite("ключ ☃", "слот", version(1, 2), row)));
        StoredSlot slot = store.read("v", 1, List.of("ключ ☃")).get(0).get("слот");
        assertThat(slot.row()).isEqualTo(row);
        assertThat(slot.version()).isEqualTo(version(1, 2));
    }

    @Test
    void remembersTheVersionOfAnEntityThatEnded() {
        store.write(batch(null, write("a", 2, "")));
        assertThat(outcomes(write("a", 1, "straggler"))).containsExactly(Outcome.OLDER);
        assertThat(store.read("v", 1, List.of("a")).get(0).get("clicks").isEmpty())
                .isTrue();
        assertThat(outcomes(write("a", 3, "back"))).containsExactly(Outcome.APPLIED);
        assertThat(rows("a")).containsExactly(Map.entry("clicks", "back"));
    }

    @Test
    void letsGoOfKeysWhoseTimeIsOver() {
        store.write(batch(Duration.ofMillis(1), write("a", 1, "short")));
        store.write(batch(DAY, write("b", 1, "long")));
        awaitGone("a");
        assertThat(rows("b")).isNotEmpty();
        assertThat(store.keep("v", 1, DAY, List.of("a", "b"))).containsExactly(false, true);
    }

    @Test
    void restartsTheTimeToLiveWithEveryWriteAndKeep() {
        store.write(batch(Duration.ofMillis(1), write("fleeting", 1, "x")));
        store.write(
                batch(Duration.ofSeconds(30), write("same", 2, "x"), write("older", 2, "x"), write("kept", 2, "x")));
        store.write(batch(Duration.ofMillis(1), write("same", 2, "x"), write("older", 1, "x")));
        store.keep("v", 1, Duration.ofMillis(1), List.of("kept"));
        List.of("fleeting", "same", "older", "kept").forEach(this::awaitGone);
    }

    @Test
    void keepsForeverWithoutATimeToLive() {
        store.write(batch(Duration.ofMillis(200), write("a", 1, "short")));
        store.write(batch(null, write("a", 2, "for ever")));
        store.write(batch(Duration.ofMillis(200), write("clock", 1, "")));
        awaitGone("clock");
        assertThat(rows("a")).containsExactly(Map.entry("clicks", "for ever"));
    }

    @Test
    void removesEntitiesWithTheirVersions() {
        store.write(batch(null, write("a", 2, "A"), write("b", 2, "B")));
        assertThat(store.remove("v", 1, List.of("a", "unknown"))).isEqualTo(1);
        assertThat(rows("a")).isEmpty();
        assertThat(rows("b")).isNotEmpty();
        assertThat(outcomes(write("a", 1, "again"))).containsExactly(Outcome.APPLIED);
    }

    @Test
    void refusesMoreKeysThanOneCallMayHold() {
        List<String> entities = IntStream.rangeClosed(0, OnlineStore.MAX_BATCH)
                .mapToObj(i -> "e" + i)
                .toList();
        List<SlotWrite> writes =
                entities.stream().map(entity -> write(entity, 1, "x")).toList();
        assertThatThrownBy(() -> new SlotBatch("v", 1, null, writes))
                .hasMessage("Invalid batch: at most 1000 keys, not 1001");
        assertThatThrownBy(() -> store.read("v", 1, entities)).hasMessageContaining("at most 1000");
        assertThat(store.write(new SlotBatch("v", 1, null, writes.subList(0, OnlineStore.MAX_BATCH))))
                .hasSize(OnlineStore.MAX_BATCH);
        assertThat(store.read("v", 1, entities.subList(0, OnlineStore.MAX_BATCH)))
                .allMatch(slots -> slots.size() == 1);
    }

    @Test
    void writesAndMovesAMarkOrDoesNeither() {
        assertThat(store.write(batch(null, write("a", 1, "A")), new Mark("clicks/0", "5", "7")))
                .isEmpty();
        assertThat(rows("a")).isEmpty();
        assertThat(store.marks("v", 1)).isEmpty();
        assertThat(store.write(batch(null, write("a", 1, "A")), new Mark("clicks/0", null, "7")))
                .isPresent();
        assertThat(store.write(batch(null, write("a", 2, "B")), new Mark("clicks/0", null, "9")))
                .isEmpty();
        assertThat(store.write(batch(null, write("a", 2, "C")), new Mark("clicks/0", "7", "9"))
                        .orElseThrow())
                .extracting(WriteAnswer::outcome)
                .containsExactly(Outcome.APPLIED);
        assertThat(store.write(batch(null, write("a", 2, "C")), new Mark("clicks/0", "7", "9"))
                        .orElseThrow())
                .as("repeated")
                .extracting(WriteAnswer::outcome)
                .containsExactly(Outcome.SAME);
        assertThat(store.write(batch(null), new Mark("clicks/1", null, "3"))).isPresent();
        assertThat(rows("a")).containsExactly(Map.entry("clicks", "C"));
        assertThat(store.marks("v", 1)).containsOnly(Map.entry("clicks/0", "9"), Map.entry("clicks/1", "3"));
        assertThat(store.marks("v", 2)).isEmpty();
    }

    @Test
    void swapsThePointerOnlyFromWhatWasSeen() {
        assertThat(store.pointer("v")).isEmpty();
        assertThat(store.swapPointer("v", Optional.of("{1}"), "{2}")).isFalse();
        assertThat(store.swapPointer("v", Optional.empty(), "{1}")).isTrue();
        assertThat(store.swapPointer("v", Optional.empty(), "{2}")).isFalse();
        assertThat(store.swapPointer("v", Optional.of("{1}"), "{2}")).isTrue();
        assertThat(store.swapPointer("v", Optional.of("{1}"), "{2}"))
                .as("repeated")
                .isTrue();
        assertThat(store.pointer("v")).contains("{2}");
        assertThat(store.pointer("w")).isEmpty();
    }

    @Test
    void keepsANoteOfEachCallThatMovedSomethingUntilItIsForgotten() {
        for (String note : List.of("one", "one", "two")) {
            String expected = note.equals("one") ? null : "one";
            store.write(batch(null, write("a", 1, "A")), new Mark("clicks/0", expected, note, note));
        }
        store.write(batch(null, write("a", 1, "A")), new Mark("clicks/0", "another", "three", "three"));
        store.swapPointer("v", Optional.empty(), "{1}", "v1/1");
        store.swapPointer("v", Optional.empty(), "{1}", "v1/1");
        store.swapPointer("v", Optional.of("{1}"), "{2}");

        List<Noted> notes = store.notes("v", 1, "clicks/0", 10);
        assertThat(notes).extracting(Noted::text).containsExactly("one", "two");
        assertThat(notes.get(0).at()).isGreaterThan(1_000_000_000_000L);
        assertThat(store.notes("v", 0, OnlineStore.POINTER, 10))
                .extracting(Noted::text)
                .containsExactly("v1/1");
        assertThat(store.notes("v", 1, "clicks/0", 1)).containsExactly(notes.get(0));
        store.forget("v", 1, "clicks/0", notes.subList(0, 1));
        store.forget("v", 1, "clicks/0", notes.subList(0, 1));
        assertThat(store.notes("v", 1, "clicks/0", 10)).containsExactly(notes.get(1));
    }

    @Test
    void letsOnlyOneOfTwoWritersMoveThePointer() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            CyclicBarrier start = new CyclicBarrier(2);
            List<Future<Integer>> won = new ArrayList<>();
            for (String name : List.of("left", "right")) {
                won.add(writers.submit(() -> race(name, start)));
            }
            int total = won.get(0).get() + won.get(1).get();
            assertThat(total).isEqualTo(100);
            assertThat(store.pointer("race").orElseThrow()).startsWith("100 ");
        } finally {
            writers.shutdownNow();
        }
    }

    /** Counts the pointer up, at most to 100; returns how many of the steps were its own. */
    private int race(String name, CyclicBarrier start) throws Exception {
        start.await();
        int own = 0;
        while (true) {
            Optional<String> seen = store.pointer("race");
            int count = seen.map(text -> Integer.parseInt(text.split(" ")[0])).orElse(0);
            if (count == 100) {
                return own;
            }
            if (store.swapPointer("race", seen, (count + 1) + " " + name)) {
                own++;
            }
        }
    }

    @Test
    void endsInTheNewestVersionWhateverTheInterleaving() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<SlotWrite> writes = new ArrayList<>();
        for (int entity = 0; entity < 40; entity++) {
            for (int version = 1; version <= 25; version++) {
                long[] parts = {version / 5, (long) (version % 5) << 40};
                writes.add(write("e" + entity, parts, version % 7 == 0 ? "" : "row " + version));
            }
        }
        ExecutorService writers = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < 3; writer++) {
                List<SlotWrite> own = new ArrayList<>(writes);
                Collections.shuffle(own, random);
                long cuts = random.nextLong();
                running.add(writers.submit(() -> writeInPieces(own, new Random(cuts))));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            writers.shutdownNow();
        }
        for (int entity = 0; entity < 40; entity++) {
            assertThat(rows("e" + entity)).as("seed %d", seed).containsExactly(Map.entry("clicks", "row 25"));
        }
    }

    private void writeInPieces(List<SlotWrite> writes, Random random) {
        int from = 0;
        while (from < writes.size()) {
            int to = Math.min(writes.size(), from + 1 + random.nextInt(100));
            store.write(new SlotBatch("v", 1, DAY, writes.subList(from, to)));
            from = random.nextInt(5) == 0 ? from : to;
        }
    }

    private void awaitGone(String entity) {
        long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!store.read("v", 1, List.of(entity)).get(0).isEmpty()) {
            assertThat(System.nanoTime()).as(entity + " is still there").isLessThan(limit);
        }
    }

    private List<Outcome> outcomes(SlotWrite... writes) {
        return store.write(batch(null, writes)).stream()
                .map(WriteAnswer::outcome)
                .toList();
    }

    private Map<String, String> rows(String entity) {
        Map<String, String> rows = new java.util.TreeMap<>();
        store.read("v", 1, List.of(entity)).get(0).forEach((slot, stored) -> rows.put(slot, text(stored.row())));
        return rows;
    }

    private static SlotBatch batch(@Nullable Duration ttl, SlotWrite... writes) {
        return new SlotBatch("v", 1, ttl, List.of(writes));
    }

    private static SlotWrite write(String entity, long version, String row) {
        return write(entity, new long[] {version, 0}, row);
    }

    private static SlotWrite write(String entity, long[] version, String row) {
        return new SlotWrite(entity, "clicks", version(version[0], version[1]), bytes(row));
    }

    private static byte[] version(long high, long low) {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
