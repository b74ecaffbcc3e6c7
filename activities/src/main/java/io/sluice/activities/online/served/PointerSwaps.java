package io.sluice.activities.online.served;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.online.Noted;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.reader.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings what the store noted of swaps of a view's pointer into its archive. Whoever swapped it last does so, and whoever comes
 * after one that died: a note stays until it is in the archive.
 */
public final class PointerSwaps {
    private static final String WRITER = "pointer";
    private static final int MOST = 100;

    private final OnlineStore store;
    private final ServedArchive archive;
    private final String view;

    public PointerSwaps(OnlineStore store, ServedArchive archive, String view) {
        this.store = requireNonNull(store, "store is null");
        this.archive = requireNonNull(archive, "archive is null");
        this.view = requireNonNull(view, "view is null");
    }

    /** The note of a swap to a pointer. */
    public static @Nullable String note(Pointer pointer) {
        Pointer.Live live = pointer.live();
        if (live == null) {
            return null;
        }
        String release = live.target().release();
        return live.definitionVersion() + " " + live.target().generation() + " " + (release == null ? "" : release);
    }

    /** Archives all swaps that are noted. Safe to repeat, and for several at once. */
    public void archive() {
        for (List<Noted> notes = notes(); !notes.isEmpty(); notes = notes()) {
            Optional<String> position = archive.position(WRITER);
            List<ServedRow> rows = new ArrayList<>();
            notes.stream()
                    .filter(note -> position.isEmpty() || isAfter(note, position.get()))
                    .forEach(note -> rows.add(row(note)));
            String last = position(notes.get(notes.size() - 1));
            if (rows.isEmpty() || archive.append(rows, WRITER, position.orElse(null), last)) {
                store.forget(view, 0, OnlineStore.POINTER, notes);
            }
        }
    }

    private List<Noted> notes() {
        return store.notes(view, 0, OnlineStore.POINTER, MOST);
    }

    private static String position(Noted note) {
        return note.at() + " " + note.text();
    }

    /** Swaps of one millisecond differ in what they say; a clock that was set back repeats at worst what readers see as one. */
    private static boolean isAfter(Noted note, String position) {
        long archived = Long.parseLong(position.substring(0, position.indexOf(' ')));
        return note.at() > archived || (note.at() == archived && !position(note).equals(position));
    }

    private static ServedRow row(Noted note) {
        String[] parts = note.text().split(" ", 3);
        return ServedRow.swap(parts[0], Long.parseLong(parts[1]), note.at(), parts[2].isEmpty() ? null : parts[2]);
    }
}
