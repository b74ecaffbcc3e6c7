package io.sluice.workers.online.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.SlotBatch;
import io.sluice.activities.online.WriteAnswer;
import io.sluice.activities.online.WriteAnswer.Outcome;
import io.sluice.activities.online.testing.InMemoryOnlineStore;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotVersion;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Checkpoint.Judgement;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.definitions.slot.Update;
import io.sluice.definitions.streamgate.GateCounts;
import io.sluice.definitions.streamgate.Hold;
import io.sluice.workers.online.SinkViews;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SinkPartitionTest {
    private static final String SOURCE = "clicks";

    private final OnlineStore store = new InMemoryOnlineStore();
    private final SlotCodec codec =
            SlotPlan.of(SinkViews.plan(SOURCE), 0, "definition").codec();
    private final SinkPartition partition = new SinkPartition(0, SOURCE, codec);

    @Test
    void nothingIsWrittenBeforeACheckpointSaysSo() {
        partition.place(0);
        take(0, 1, 1, "a");
        assertThat(partition.next()).isEmpty();
        assertThat(partition.isReady()).isFalse();

        partition.cover(checkpoint(1, 10, 1, 0));
        assertThat(partition.next()).isEmpty();

        partition.cover(checkpoint(1, 11, 1, 1));
        assertThat(partition.isReady()).isTrue();
        assertThat(partition.next().orElseThrow().end()).isEqualTo(1);
    }

    @Test
    void ofManyUpdatesOfAnEntityTheNewestIsWritten() {
        partition.place(5);
        take(5, 1, 1, "a");
        take(6, 1, 2, "b");
        take(9, 1, 3, "a");
        take(10, 1, 4, "a");
        partition.cover(checkpoint(1, 10, 4, 3));

        Chunk chunk = partition.next().orElseThrow();

        assertThat(chunk.end()).isEqualTo(10);
        assertThat(chunk.writes())
                .extracting(write ->
                        write.entity() + SlotVersion.decode(write.version()).minor())
                .containsExactlyInAnyOrder("a9", "b6");
        partition.applied(chunk);
        assertThat(partition.front()).isEqualTo(10);
        assertThat(partition.waiting()).isEqualTo(1);
        assertThat(partition.sequence()).isEqualTo(3);
    }

    @Test
    void aCallHoldsNoMoreEntitiesThanTheStoreTakes() {
        partition.place(0);
        for (int i = 0; i < 2_500; i++) {
            take(i, 1, i + 1, "e" + i);
        }
        partition.cover(checkpoint(1, 9, 2_500, 2_500));

        Chunk chunk = partition.next().orElseThrow();

        assertThat(chunk.writes()).hasSize(OnlineStore.MAX_BATCH);
        assertThat(chunk.end()).isEqualTo(OnlineStore.MAX_BATCH);
    }

    @Test
    void whatIsHeldIsNoLag() {
        partition.place(0);
        take(0, 1, 1, "a");
        take(1, 1, 2, "b");
        assertThat(partition.lag(3)).isEqualTo(5);
        partition.cover(held(1, 10, 2, 1));
        assertThat(partition.lag(3)).isEqualTo(5);

        partition.applied(partition.next().orElseThrow());
        assertThat(partition.isHeld()).isTrue();
        assertThat(partition.lag(3)).isZero();

        // the next incarnation is not held by what held this one
        partition.place(2);
        take(2, 2, 1, "a");
        assertThat(partition.lag(0)).isEqualTo(1);
        partition.cover(checkpoint(2, 10, 1, 0));
        assertThat(partition.lag(0)).isEqualTo(1);
    }

    @Test
    void whatRestsOnAnotherPartitionOfTheLogThatIsHeldIsHeld() {
        partition.place(0);
        take(0, 2, 1, "a");
        Checkpoint all = checkpoint(2, 10, 1, 0);
        partition.cover(new Checkpoint(
                "definition",
                2,
                0,
                10,
                0,
                0,
                1,
                0,
                Map.of(),
                0,
                0,
                Judgement.PASS,
                null,
                List.of(new Checkpoint.Seen(10, 10, false), new Checkpoint.Seen(8, 3, true))));
        assertThat(all.isHeld()).isFalse();
        assertThat(partition.isHeld()).isTrue();
        assertThat(partition.lag(7)).isZero();
    }

    private static Checkpoint held(long epoch, long end, long emitted, long released) {
        Hold hold = new Hold(0, end, emitted, List.of("r"), GateCounts.NONE, Hold.State.OPEN);
        return new Checkpoint(
                "definition", epoch, 0, end, 0, 0, emitted, released, Map.of(), 0, 0, Judgement.FAIL, hold, List.of());
    }

    @Test
    void anOlderCheckpointTakesNothingBack() {
        partition.place(0);
        take(0, 2, 1, "a");
        partition.cover(checkpoint(2, 10, 1, 1));
        partition.cover(checkpoint(2, 8, 0, 0));
        partition.cover(checkpoint(1, 99, 0, 0));

        assertThat(partition.next()).isPresent();
    }

    @Test
    void whatAnEarlierIncarnationHadNotReleasedIsPassedOver() {
        partition.place(0);
        take(0, 1, 1, "a");
        take(1, 1, 2, "b");
        partition.cover(checkpoint(1, 10, 2, 1));
        partition.applied(partition.next().orElseThrow());
        take(2, 2, 1, "c");
        assertThat(partition.next()).isEmpty();

        partition.cover(checkpoint(2, 10, 1, 1));
        Chunk chunk = partition.next().orElseThrow();

        assertThat(chunk.writes()).extracting(write -> write.entity()).containsExactly("c");
        assertThat(chunk.end()).isEqualTo(3);
    }

    /** Written twice, from anywhere, by two at once: that is the same as once. */
    @Test
    void replaysChangeNothing() {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            List<Update> updates = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                updates.add(update(1, i + 1, "e" + random.nextInt(20)));
            }
            int released = 0;
            for (int i = 0; i < 12; i++) {
                released = Math.min(updates.size(), released + random.nextInt(60));
                replay(updates, random.nextInt(released + 1), released, seed);
            }
            Map<String, Long> expected = new TreeMap<>();
            replay(updates, 0, released, seed);
            for (int i = 0; i < released; i++) {
                expected.put(updates.get(i).entity(), (long) i);
            }
            assertThat(stored(seed)).as("seed %d", seed).isEqualTo(expected);
            assertThat(replay(updates, 0, released, seed))
                    .extracting(WriteAnswer::outcome)
                    .doesNotContain(Outcome.APPLIED);
        }
    }

    private List<WriteAnswer> replay(List<Update> updates, int from, int released, long generation) {
        SinkPartition partition = new SinkPartition(0, SOURCE, codec);
        partition.place(from);
        for (int i = from; i < updates.size(); i++) {
            partition.take(i, updates.get(i));
        }
        partition.cover(checkpoint(1, released, updates.size(), released));
        List<WriteAnswer> answers = new ArrayList<>();
        while (partition.isReady()) {
            Chunk chunk = partition.next().orElseThrow();
            answers.addAll(store.write(new SlotBatch("v", generation, null, chunk.writes())));
            partition.applied(chunk);
        }
        return answers;
    }

    private Map<String, Long> stored(long generation) {
        Map<String, Long> found = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            String entity = "e" + i;
            store.read("v", generation, List.of(entity))
                    .get(0)
                    .values()
                    .forEach(slot ->
                            found.put(entity, SlotVersion.decode(slot.version()).minor()));
        }
        return found;
    }

    private void take(long offset, long epoch, long sequence, String entity) {
        partition.take(offset, update(epoch, sequence, entity));
    }

    private static Update update(long epoch, long sequence, String entity) {
        return new Update(entity, 0, epoch, sequence, 0, 0, SinkViews.slot(SOURCE, sequence));
    }

    private static Checkpoint checkpoint(long epoch, long end, long emitted, long released) {
        return new Checkpoint(
                "definition", epoch, 0, end, 0, 0, emitted, released, Map.of(), 0, 0, Judgement.NONE, null, List.of());
    }
}
