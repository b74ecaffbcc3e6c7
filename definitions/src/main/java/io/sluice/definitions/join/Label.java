package io.sluice.definitions.join;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.online.EntityKey;
import org.jspecify.annotations.Nullable;

/**
 * A row of a training set before it has features.
 *
 * @param rowId unique among the labels of one join
 * @param key null when a key column is NULL: it matches nothing
 * @param instant what is known at this instant may be seen, epoch milliseconds
 */
public record Label(String rowId, @Nullable EntityKey key, long instant) {
    public Label {
        requireNonNull(rowId, "rowId is null");
    }
}
