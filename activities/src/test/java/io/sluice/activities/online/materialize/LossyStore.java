package io.sluice.activities.online.materialize;

import io.sluice.activities.online.Mark;
import io.sluice.activities.online.Noted;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.SlotBatch;
import io.sluice.activities.online.StoredSlot;
import io.sluice.activities.online.WriteAnswer;
import io.sluice.activities.online.testing.InMemoryOnlineStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that a test can empty, like a cache that starts again. */
final class LossyStore implements OnlineStore {
    private OnlineStore store = new InMemoryOnlineStore();
    private boolean lost;

    void lose() {
        store = new InMemoryOnlineStore();
    }

    void loseOnce() {
        if (!lost) {
            lost = true;
            lose();
        }
    }

    @Override
    public List<WriteAnswer> write(SlotBatch batch) {
        return store.write(batch);
    }

    @Override
    public Optional<List<WriteAnswer>> write(SlotBatch batch, Mark mark) {
        return store.write(batch, mark);
    }

    @Override
    public Map<String, String> marks(String view, long generation) {
        return store.marks(view, generation);
    }

    @Override
    public List<Noted> notes(String view, long generation, String mark, int most) {
        return store.notes(view, generation, mark, most);
    }

    @Override
    public void forget(String view, long generation, String mark, List<Noted> notes) {
        store.forget(view, generation, mark, notes);
    }

    @Override
    public List<Map<String, StoredSlot>> read(String view, long generation, List<String> entities) {
        return store.read(view, generation, entities);
    }

    @Override
    public List<Boolean> keep(String view, long generation, Duration ttl, List<String> entities) {
        return store.keep(view, generation, ttl, entities);
    }

    @Override
    public long remove(String view, long generation, List<String> entities) {
        return store.remove(view, generation, entities);
    }

    @Override
    public Optional<String> pointer(String view) {
        return store.pointer(view);
    }

    @Override
    public boolean swapPointer(String view, Optional<String> expected, String replacement, @Nullable String note) {
        return store.swapPointer(view, expected, replacement, note);
    }

    @Override
    public void close() {
        store.close();
    }
}
