package io.sluice.activities.online.reader;

import io.sluice.activities.online.BatchLimits;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.StoredSlot;
import io.sluice.definitions.online.EntityKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads features of entities from an online store. A request resolves the view's pointer once, so all its entities are of one
 * generation. Thread-safe; errors are those of {@link OnlineStore}.
 */
public final class OnlineReader {
    private final OnlineStore store;

    public OnlineReader(OnlineStore store) {
        this.store = store;
    }

    /**
     * The generation of a view that is live now.
     *
     * @throws NothingMaterializedException when there is none
     * @throws UnreadablePointerException when a newer Sluice wrote it
     */
    public ServedView view(String name) {
        Optional<Pointer> pointer = store.pointer(name).map(text -> PointerJson.read(name, text));
        Pointer.Live live = pointer.map(Pointer::live).orElse(null);
        if (live == null) {
            throw new NothingMaterializedException(name);
        }
        return new ServedView(name, live);
    }

    /** The records of some entities in the order asked, with their status judged at an instant. */
    public List<OnlineEntity> read(ServedView view, List<EntityKey> entities, Instant at) {
        List<OnlineEntity> read = new ArrayList<>(entities.size());
        long generation = view.live().target().generation();
        for (List<EntityKey> piece : BatchLimits.pieces(entities)) {
            List<String> texts = piece.stream().map(EntityKey::encoded).toList();
            List<Map<String, StoredSlot>> slots = store.read(view.view(), generation, texts);
            for (int i = 0; i < piece.size(); i++) {
                read.add(view.entity(piece.get(i), slots.get(i), at.toEpochMilli()));
            }
        }
        return read;
    }

    /** The records of one entity. */
    public OnlineEntity read(ServedView view, EntityKey entity, Instant at) {
        return read(view, List.of(entity), at).get(0);
    }
}
