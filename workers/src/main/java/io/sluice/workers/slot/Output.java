package io.sluice.workers.slot;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Update;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the app writes: one of the two, never both.
 *
 * @param partition of the log, of the updates and of the checkpoints: it is the same
 */
record Output(
        int partition, @Nullable Update update, @Nullable Checkpoint checkpoint) {
    static Output of(int partition, Update update) {
        return new Output(partition, update, null);
    }

    static Output of(int partition, Checkpoint checkpoint) {
        return new Output(partition, null, checkpoint);
    }

    boolean isUpdate() {
        return update != null;
    }

    byte[] encoded() {
        return update != null
                ? update.encoded()
                : requireNonNull(checkpoint, "checkpoint is null").encoded();
    }

    /** Updates are compacted by entity, checkpoints by app and partition. */
    byte[] key(String app) {
        return update != null ? update.entity().getBytes(StandardCharsets.UTF_8) : checkpointKey(app, partition);
    }

    static byte[] checkpointKey(String app, int partition) {
        return (app + "/" + partition).getBytes(StandardCharsets.UTF_8);
    }
}
