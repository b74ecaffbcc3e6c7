package io.sluice.workers.slot;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.SlotMachine;
import io.sluice.definitions.slot.SlotMachine.Incarnation;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.definitions.streamgate.IntervalGate;
import io.sluice.workers.streams.StoredBytes;
import java.time.Duration;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Takes the records of one partition of the log in, in their order. */
final class SlotProcessor implements Processor<byte[], LogRecord, byte[], Output> {
    static final String STORE = "slots";

    private final SlotPlan plan;
    private final long epoch;
    private final int sourcePartitions;
    private final EntityRows rows;
    private final String app;
    private final Duration checkpoints;
    private final IntervalGate gate;
    private ProcessorContext<byte[], Output> context;
    private SlotMachine machine;
    private int partition;
    private long covered = -1;

    @SuppressWarnings("NullAway.Init") // init comes before the first record
    SlotProcessor(
            SlotPlan plan,
            long epoch,
            int sourcePartitions,
            EntityRows rows,
            String app,
            Duration checkpoints,
            IntervalGate gate) {
        this.plan = plan;
        this.epoch = epoch;
        this.sourcePartitions = sourcePartitions;
        this.rows = rows;
        this.app = app;
        this.checkpoints = checkpoints;
        this.gate = gate;
    }

    @Override
    public void init(ProcessorContext<byte[], Output> with) {
        context = with;
        partition = context.taskId().partition();
        machine = new SlotMachine(
                new Incarnation(epoch, partition, sourcePartitions),
                plan,
                new StoredBytes(context.getStateStore(STORE)),
                gate);
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
    }

    /** In the transaction of all that it covers, or after it: a checkpoint that is seen is true. */
    private void checkpoint(long now) {
        Checkpoint checkpoint = machine.checkpoint();
        if (checkpoint.end() > covered) {
            covered = checkpoint.end();
            forward(Output.of(partition, checkpoint), now);
        }
    }

    private void forward(Output output, long timestamp) {
        context.forward(new Record<>(output.key(app), output, timestamp, new RecordHeaders()));
    }
}
