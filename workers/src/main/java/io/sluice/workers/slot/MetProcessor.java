package io.sluice.workers.slot;

import io.sluice.definitions.rekey.MetSlots;
import io.sluice.definitions.rekey.Rekeyed;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.workers.replay.Seal;
import io.sluice.workers.streams.StoredBytes;
import java.time.Duration;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Keeps the slots of one partition of a re-keyed view, out of what all partitions of the log send it. */
final class MetProcessor implements Processor<byte[], Rekeyed, byte[], Output> {
    private final ViewApp app;
    private final Duration checkpoints;
    private final Uncovered uncovered;
    private ProcessorContext<byte[], Output> context;
    private MetSlots slots;
    private int partition;
    private @Nullable Checkpoint covered;

    @SuppressWarnings("NullAway.Init") // init comes before the first record
    MetProcessor(ViewApp app, Duration checkpoints, Uncovered uncovered) {
        this.app = app;
        this.checkpoints = checkpoints;
        this.uncovered = uncovered;
    }

    @Override
    public void init(ProcessorContext<byte[], Output> with) {
        context = with;
        partition = context.taskId().partition();
        StoredBytes store = new StoredBytes(context.getStateStore(SlotProcessor.STORE));
        Seal.check(context.applicationId(), store, app.epoch());
        slots = app.met(partition, store);
        uncovered.taken(partition);
        // The first one covers what the owner before committed without a checkpoint of its own.
        context.schedule(checkpoints, PunctuationType.WALL_CLOCK_TIME, this::checkpoint);
    }

    @Override
    public void process(Record<byte[], Rekeyed> record) {
        slots.apply(record.value(), update -> forward(Output.of(partition, update), record.timestamp()));
        uncovered.taken(partition);
    }

    /** In the transaction of all that it covers, or after it: a checkpoint that is seen is true. */
    private void checkpoint(long now) {
        if (!slots.catchUp(update -> forward(Output.of(partition, update), now))) {
            return;
        }
        Checkpoint checkpoint = slots.checkpoint();
        if (!checkpoint.equals(covered)) {
            covered = checkpoint;
            forward(Output.of(partition, checkpoint), now);
        }
        uncovered.covered(partition);
    }

    @Override
    public void close() {
        uncovered.covered(partition);
    }

    private void forward(Output output, long timestamp) {
        context.forward(new Record<>(output.key(app.name()), output, timestamp, new RecordHeaders()));
    }
}
