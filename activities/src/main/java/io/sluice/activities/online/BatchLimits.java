package io.sluice.activities.online;

import java.util.ArrayList;
import java.util.List;

/** Keeps every call to a store bounded. */
public final class BatchLimits {
    private BatchLimits() {}

    /** Refuses more than {@link OnlineStore#MAX_BATCH}. */
    public static void check(int size) {
        if (size > OnlineStore.MAX_BATCH) {
            throw new IllegalArgumentException(
                    "Invalid batch: at most %d keys, not %d".formatted(OnlineStore.MAX_BATCH, size));
        }
    }

    /** Cuts a list into pieces that a store accepts. */
    public static <T> List<List<T>> pieces(List<T> all) {
        List<List<T>> pieces = new ArrayList<>();
        for (int from = 0; from < all.size(); from += OnlineStore.MAX_BATCH) {
            pieces.add(all.subList(from, Math.min(all.size(), from + OnlineStore.MAX_BATCH)));
        }
        return pieces;
    }
}
