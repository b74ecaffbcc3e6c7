package io.sluice.workers.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.online.Mark;
import io.sluice.activities.online.SlotBatch;
import io.sluice.activities.online.reader.StreamMarks;
import io.sluice.activities.online.served.ServedArchive;
import io.sluice.activities.online.served.ServedRow;
import io.sluice.activities.online.testing.InMemoryOnlineStore;
import io.sluice.definitions.slot.Update;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sink's calls leave in the served archive when nobody could archive for long. */
final class ServedWriterTest {
    private static final String SOURCE = "clicks";
    private static final int PORTION = 10;
    private static final long EPOCH = 3;

    @TempDir
    Path folder;

    private final InMemoryOnlineStore store = new InMemoryOnlineStore();
    private Lake lake;
    private ServedArchive archive;
    private ServedWriter writer;

    @BeforeEach
    void open() {
        lake = Lake.open(LakeConfig.embedded(folder));
        archive = new ServedArchive(lake, SinkViews.VIEW);
        store.swapPointer(SinkViews.VIEW, Optional.empty(), SinkViews.pointer(SinkViews.VIEW, 1), null);
        SinkInput input = new SinkInput("localhost:9", SinkViews.plan(SOURCE), 0, 1, 1, Map.of());
        writer = new ServedWriter(input, store, archive, PORTION);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void updatesOfWhichNoNoteIsLeftAreReadInPortions() {
        call(35, 40);
        call(40, 41);
        writer.archive(List.of(0), ServedWriterTest::updates);
        assertThat(archive.read("v1"))
                .extracting(row -> row.id().version().minor())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 41).boxed().toList());
        assertThat(store.notes(SinkViews.VIEW, 1, mark(), 10)).isEmpty();
    }

    @Test
    void callsOfAnotherIncarnationLeaveNothing() {
        store.write(
                new SlotBatch(SinkViews.VIEW, 1, null, List.of()),
                new Mark(mark(), null, "38", new CallNote(0, 38, EPOCH + 1).text()));
        writer.archive(List.of(0), ServedWriterTest::updates);
        assertThat(archive.read("v1")).filteredOn(ServedRow::isWrite).isEmpty();
        assertThat(store.notes(SinkViews.VIEW, 1, mark(), 10)).isEmpty();
    }

    /** One of another entity at each offset. */
    private static Map<Long, Update> updates(int partition, long from, long end) {
        assertThat(end - from).isLessThanOrEqualTo(PORTION);
        Map<Long, Update> updates = new TreeMap<>();
        for (long offset = from; offset < end; offset++) {
            updates.put(offset, new Update("e" + offset, offset, EPOCH, offset, 0, 0, SinkViews.slot(SOURCE, offset)));
        }
        return updates;
    }

    private void call(long from, long end) {
        String before = store.marks(SinkViews.VIEW, 1).get(mark());
        store.write(
                new SlotBatch(SinkViews.VIEW, 1, null, List.of()),
                new Mark(mark(), before, Long.toString(end), new CallNote(from, end, EPOCH).text()));
    }

    private static String mark() {
        return StreamMarks.name(SOURCE, 0);
    }
}
