package io.sluice.workers.slot;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.SlotMachine;
import io.sluice.definitions.store.ByteStore;
import io.sluice.workers.replay.Seal;
import io.sluice.workers.streams.StoredBytes;
import java.time.Duration;
import java.util.function.BiFunction;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Takes the records of one partition of the log in, in their order. */
final class SlotProcessor implements Processor<byte[], LogRecord, byte[], Output> {
    static final String STORE = "slots";

    private final BiFunction<Integer, ByteStore, SlotMachine> machines;
    private final long epoch;
    private final EntityRows rows;
    private final String app;
    private final Duration checkpoints;
    private final Uncovered uncovered;
    private ProcessorContext<byte[], Output> context;
    private SlotMachine machine;
    private int partition;
    private long covered = -1;

    @SuppressWarnings("NullAway.Init") // init comes before the first record
    SlotProcessor(
            BiFunction<Integer, ByteStore, SlotMachine> machines,
            long epoch,
            EntityRows rows,
            String app,
            Duration checkpoints,
            Uncovered uncovered) {
        this.machines = machines;
        this.epoch = epoch;
        this.rows = rows;
        this.app = app;
        this.checkpoints = checkpoints;
        this.uncovered = uncovered;
    }

    @Override
    public void init(ProcessorContext<byte[], Output> with) {
        context = with;
        partition = context.taskId().partition();
        StoredBytes store = new StoredBytes(context.getStateStore(STORE));
        Seal.check(context.applicationId(), store, epoch);
        machine = machines.apply(partition, store);
        uncovered.taken(partition);
        // The first one covers what the owner before committed without a checkpoint of its own.
        context.schedule(checkpoints, PunctuationType.WALL_CLOCK_TIME, this::checkpoint);
    }

    @Override
    public void process(Record<byte[], LogRecord> record) {
        long offset = context.recordMetadata().orElseThrow().offset();
        @Nullable Object @Nullable [] columns = rows.columns(record.value());
        machine.apply(
                offset,
                record.value(),
                rows.of(record.value(), columns).orElse(null),
                columns,
                update -> forward(Output.of(partition, update), record.timestamp()));
        uncovered.taken(partition);
    }

    /**
     * In the transaction of all that it covers, or after it: a checkpoint that is seen is true. Of many entities that expire at
     * once a portion is done each time: commits come in between, so that no transaction takes longer than it may.
     */
    private void checkpoint(long now) {
        if (!machine.catchUp(update -> forward(Output.of(partition, update), now))) {
            return;
        }
        Checkpoint checkpoint = machine.checkpoint();
        if (checkpoint.end() > covered) {
            covered = checkpoint.end();
            forward(Output.of(partition, checkpoint), now);
        }
        uncovered.covered(partition);
    }

    @Override
    public void close() {
        uncovered.covered(partition);
    }

    private void forward(Output output, long timestamp) {
        context.forward(new Record<>(output.key(app), output, timestamp, new RecordHeaders()));
    }
}
