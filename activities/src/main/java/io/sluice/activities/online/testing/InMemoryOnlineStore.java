package io.sluice.activities.online.testing;

import io.sluice.activities.online.BatchLimits;
import io.sluice.activities.online.Mark;
import io.sluice.activities.online.Noted;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.SlotBatch;
import io.sluice.activities.online.SlotWrite;
import io.sluice.activities.online.StoredSlot;
import io.sluice.activities.online.WriteAnswer;
import io.sluice.activities.online.WriteAnswer.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An {@link OnlineStore} in this JVM that follows the same contract, expiry included. */
public final class InMemoryOnlineStore implements OnlineStore {
    private static final long FOREVER = Long.MAX_VALUE;

    private record Key(String view, long generation, String entity) {}

    private static final class Entry {
        private final Map<String, StoredSlot> slots = new TreeMap<>();
        private long expiresAt = FOREVER;
    }

    private final Clock clock;
    private final Map<Key, Entry> entries = new HashMap<>();
    private final Map<String, String> pointers = new HashMap<>();
    private final Map<String, Map<String, String>> marks = new HashMap<>();
    private final Map<String, List<Noted>> notes = new HashMap<>();

    public InMemoryOnlineStore() {
        this(Clock.systemUTC());
    }

    public InMemoryOnlineStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<WriteAnswer> write(SlotBatch batch) {
        List<WriteAnswer> answers = new ArrayList<>();
        for (SlotWrite write : batch.writes()) {
            Key key = new Key(batch.view(), batch.generation(), write.entity());
            Entry entry = live(key).orElseGet(Entry::new);
            entries.put(key, entry);
            answers.add(apply(entry.slots, write));
            entry.expiresAt = expiry(entry, batch.ttl());
        }
        return answers;
    }

    @Override
    public synchronized Optional<List<WriteAnswer>> write(SlotBatch batch, Mark mark) {
        Map<String, String> marks =
                this.marks.computeIfAbsent(batch.view() + ":" + batch.generation(), generation -> new TreeMap<>());
        String current = marks.get(mark.name());
        if (!mark.next().equals(current) && !Objects.equals(mark.expected(), current)) {
            return Optional.empty();
        }
        List<WriteAnswer> answers = write(batch);
        if (!mark.next().equals(current)) {
            note(batch.view(), batch.generation(), mark.name(), mark.note());
        }
        marks.put(mark.name(), mark.next());
        return Optional.of(answers);
    }

    @Override
    public synchronized Map<String, String> marks(String view, long generation) {
        return new TreeMap<>(marks.getOrDefault(view + ":" + generation, Map.of()));
    }

    private void note(String view, long generation, String mark, @Nullable String note) {
        if (note != null) {
            notesOf(view, generation, mark).add(new Noted(clock.millis(), note));
        }
    }

    private List<Noted> notesOf(String view, long generation, String mark) {
        return notes.computeIfAbsent(view + ":" + generation + ":" + mark, key -> new ArrayList<>());
    }

    @Override
    public synchronized List<Noted> notes(String view, long generation, String mark, int most) {
        return notesOf(view, generation, mark).stream().limit(most).toList();
    }

    @Override
    public synchronized void forget(String view, long generation, String mark, List<Noted> forgotten) {
        forgotten.forEach(notesOf(view, generation, mark)::remove);
    }

    private WriteAnswer apply(Map<String, StoredSlot> slots, SlotWrite write) {
        StoredSlot stored = slots.get(write.slot());
        int order = stored == null ? 1 : Arrays.compareUnsigned(write.version(), stored.version());
        if (stored != null && order <= 0) {
            return new WriteAnswer(order == 0 ? Outcome.SAME : Outcome.OLDER, stored.appliedAt());
        }
        slots.put(
                write.slot(),
                new StoredSlot(
                        write.version().clone(), clock.millis(), write.row().clone()));
        return new WriteAnswer(Outcome.APPLIED, clock.millis());
    }

    private long expiry(Entry entry, @Nullable Duration ttl) {
        if (ttl != null) {
            return clock.millis() + ttl.toMillis();
        }
        boolean ended = entry.slots.values().stream().allMatch(StoredSlot::isEmpty);
        return ended ? clock.millis() + ENDED_TTL.toMillis() : FOREVER;
    }

    @Override
    public synchronized List<Map<String, StoredSlot>> read(String view, long generation, List<String> entities) {
        BatchLimits.check(entities.size());
        return entities.stream()
                .map(entity -> live(new Key(view, generation, entity))
                        .<Map<String, StoredSlot>>map(entry -> new TreeMap<>(entry.slots))
                        .orElseGet(TreeMap::new))
                .toList();
    }

    @Override
    public synchronized List<Boolean> keep(String view, long generation, Duration ttl, List<String> entities) {
        BatchLimits.check(entities.size());
        List<Boolean> there = new ArrayList<>();
        for (String entity : entities) {
            Optional<Entry> entry = live(new Key(view, generation, entity));
            entry.ifPresent(found -> found.expiresAt = clock.millis() + ttl.toMillis());
            there.add(entry.isPresent());
        }
        return there;
    }

    @Override
    public synchronized long remove(String view, long generation, List<String> entities) {
        BatchLimits.check(entities.size());
        return entities.stream()
                .map(entity -> new Key(view, generation, entity))
                .filter(key -> live(key).isPresent() && entries.remove(key) != null)
                .count();
    }

    @Override
    public synchronized Optional<String> pointer(String view) {
        return Optional.ofNullable(pointers.get(view));
    }

    @Override
    public synchronized boolean swapPointer(
            String view, Optional<String> expected, String replacement, @Nullable String note) {
        Optional<String> current = pointer(view);
        if (current.equals(Optional.of(replacement))) {
            return true;
        }
        if (!current.equals(expected)) {
            return false;
        }
        pointers.put(view, replacement);
        note(view, 0, POINTER, note);
        return true;
    }

    private Optional<Entry> live(Key key) {
        Entry entry = entries.get(key);
        if (entry != null && entry.expiresAt <= clock.millis()) {
            entries.remove(key);
            entry = null;
        }
        return Optional.ofNullable(entry);
    }

    @Override
    public void close() {}
}
