package io.sluice.activities.online.served;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.online.Noted;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.reader.Pointer;
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
        boolean more = true;
        while (more) {
            // asked first: what another one archives from here on makes the append fail
            Optional<String> position = archive.position(WRITER);
            List<Noted> notes = notes();
            more = !notes.isEmpty();
            if (more) {
                archive(position.orElse(null), notes);
            }
        }
    }

    private void archive(@Nullable String position, List<Noted> notes) {
        List<ServedRow> rows =
                after(position, notes).stream().map(PointerSwaps::row).toList();
        String last = position(notes.get(notes.size() - 1));
        if (rows.isEmpty() || archive.append(rows, WRITER, position, last)) {
            store.forget(view, 0, OnlineStore.POINTER, notes);
        }
    }

    private List<Noted> notes() {
        return store.notes(view, 0, OnlineStore.POINTER, MOST);
    }

    private static String position(Noted note) {
        return note.at() + " " + note.text();
    }

    /**
     * What is not archived. Notes are in the order of the swaps and are forgotten from the first on: what is archived goes up to
     * the note that the position names, and when it is not among them, they all came later. The clock of a store may go back.
     */
    private static List<Noted> after(@Nullable String position, List<Noted> notes) {
        int archived = notes.stream().map(PointerSwaps::position).toList().lastIndexOf(position);
        return notes.subList(archived + 1, notes.size());
    }

    private static ServedRow row(Noted note) {
        String[] parts = note.text().split(" ", 3);
        return ServedRow.swap(parts[0], Long.parseLong(parts[1]), note.at(), parts[2].isEmpty() ? null : parts[2]);
    }
}
