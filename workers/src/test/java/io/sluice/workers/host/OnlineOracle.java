package io.sluice.workers.host;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.RedisConfig;
import io.sluice.activities.online.RedisOnlineStore;
import io.sluice.activities.online.SlotBatch;
import io.sluice.activities.online.SlotWrite;
import io.sluice.activities.online.StoredSlot;
import io.sluice.activities.online.served.ServedArchive;
import io.sluice.activities.online.served.ServedRow;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.online.SlotVersion;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.definitions.slot.Update;
import io.sluice.workers.slot.ClickViews;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What Redis holds of a lane that was drained: of every entity the last update, of no other. */
final class OnlineOracle implements AutoCloseable {
    private static final long GENERATION = 1;

    private final String view;
    private final OnlineStore store;
    private final ViewPlan plan;

    OnlineOracle(RunningLane lane) {
        this(lane, ClickViews.VIEW);
    }

    OnlineOracle(RunningLane lane, String view) {
        this.view = view;
        this.store = new RedisOnlineStore(
                RedisConfig.at(lane.stack().service("redis").path("address").asText()));
        this.plan = ClickViews.plan(lane.files(), view);
    }

    /** Checks every entity of the view, and answers how many have values. */
    int check(List<ConsumerRecord<byte[], byte[]>> updates) {
        Map<String, ConsumerRecord<byte[], byte[]>> last = new TreeMap<>();
        updates.forEach(record -> last.put(Update.decode(record.value()).entity(), record));
        int values = 0;
        for (Map.Entry<String, ConsumerRecord<byte[], byte[]>> each : last.entrySet()) {
            Update update = Update.decode(each.getValue().value());
            boolean ended = Arrays.stream(SlotPlan.of(plan, 0, "any")
                            .codec()
                            .decode(update.slot())
                            .timestamps())
                    .allMatch(at -> at == ChangePoint.NEVER);
            @Nullable StoredSlot stored = slot(each.getKey());
            if (!ended) {
                values++;
                assertThat(stored).isNotNull();
                assertThat(SlotVersion.decode(stored.version()))
                        .isEqualTo(
                                new SlotVersion(update.epoch(), each.getValue().offset()));
                assertThat(stored.row()).isEqualTo(update.slot());
            } else if (stored != null) {
                assertThat(stored.isEmpty()).isTrue();
            }
        }
        return values;
    }

    private @Nullable StoredSlot slot(String entity) {
        return store.read(view, GENERATION, List.of(entity)).get(0).get(RunningLane.SOURCE);
    }

    /** What was served is what updates said, each write once, and of every entity at last the last one. */
    void checkServed(Lake lake, List<ConsumerRecord<byte[], byte[]>> updates) {
        Map<String, byte[]> said = new TreeMap<>();
        Map<String, Long> last = new TreeMap<>();
        updates.forEach(record -> {
            Update update = Update.decode(record.value());
            said.put(update.entity() + "@" + record.offset(), update.slot());
            last.put(update.entity(), record.offset());
        });
        List<ServedRow> writes = new ServedArchive(lake, view)
                .read("v1").stream().filter(ServedRow::isWrite).toList();
        assertThat(writes).extracting(ServedRow::id).doesNotHaveDuplicates();
        Map<String, Long> served = new TreeMap<>();
        for (ServedRow write : writes) {
            String entity = requireNonNull(write.entity());
            long offset = requireNonNull(write.version()).minor();
            byte[] row = requireNonNull(write.row());
            assertThat(said).containsKey(entity + "@" + offset);
            if (row.length > 0) {
                assertThat(row).isEqualTo(said.get(entity + "@" + offset));
            }
            served.merge(entity, offset, Math::max);
        }
        assertThat(served).isNotEmpty().isEqualTo(last);
    }

    /** By hand, under the version that is there: the amount of one entity becomes another one. */
    void falsify(List<ConsumerRecord<byte[], byte[]>> updates) {
        String entity = Update.decode(updates.get(updates.size() - 1).value()).entity();
        StoredSlot right = requireNonNull(slot(entity), "slot is null");
        byte[] wrong = right.row().clone();
        wrong[wrong.length - 1] ^= 2;
        store.remove(view, GENERATION, List.of(entity));
        SlotWrite write = new SlotWrite(entity, RunningLane.SOURCE, right.version(), wrong);
        store.write(new SlotBatch(view, GENERATION, null, List.of(write)));
    }

    @Override
    public void close() {
        store.close();
    }
}
