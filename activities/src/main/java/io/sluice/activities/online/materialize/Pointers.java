package io.sluice.activities.online.materialize;

import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.reader.Pointer;
import io.sluice.activities.online.reader.PointerJson;
import io.sluice.activities.online.served.PointerSwaps;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The pointers of views in an online store. */
final class Pointers {
    private static final int TRIES = 50;

    private final OnlineStore store;

    Pointers(OnlineStore store) {
        this.store = store;
    }

    Pointer read(String view) {
        return parse(view, store.pointer(view).orElse(null));
    }

    /**
     * Changes the pointer of a view by compare-and-set.
     *
     * @param change gives the next pointer, or the same object when there is nothing to do; called again with what another
     *     writer left
     * @return the pointer as it is now
     */
    Pointer update(String view, UnaryOperator<Pointer> change) {
        for (int i = 0; i < TRIES; i++) {
            Optional<String> seen = store.pointer(view);
            Pointer current = parse(view, seen.orElse(null));
            Pointer next = change.apply(current);
            if (next == current || store.swapPointer(view, seen, PointerJson.write(next), note(current, next))) {
                return next;
            }
        }
        throw new UnstableStoreException(
                "The online pointer of view %s was moved by others %d times in a row".formatted(view, TRIES));
    }

    /** Only what readers see is a swap; what is announced is not. */
    private static @Nullable String note(Pointer current, Pointer next) {
        return Objects.equals(current.live(), next.live()) ? null : PointerSwaps.note(next);
    }

    private static Pointer parse(String view, @Nullable String text) {
        return text == null ? Pointer.none(view) : PointerJson.read(view, text);
    }
}
