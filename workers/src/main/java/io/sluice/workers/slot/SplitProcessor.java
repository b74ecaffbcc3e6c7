package io.sluice.workers.slot;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.rekey.LogSplit;
import io.sluice.definitions.rekey.Rekeyed;
import io.sluice.workers.streams.StoredBytes;
import java.time.Duration;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Reads one partition of the log for a re-keyed view. It needs no seal: what it writes goes to a topic of its incarnation, which
 * nobody reads once the slots are sealed.
 */
final class SplitProcessor implements Processor<byte[], LogRecord, byte[], Rekeyed> {
    static final String STORE = "splits";

    private static final byte[] NO_KEY = {};

    private final ViewApp app;
    private final EntityRows rows;
    private final Duration standings;
    private ProcessorContext<byte[], Rekeyed> context;
    private LogSplit split;
    private @Nullable Rekeyed told;

    @SuppressWarnings("NullAway.Init") // init comes before the first record
    SplitProcessor(ViewApp app, Duration standings) {
        this.app = app;
        this.rows = app.rows();
        this.standings = standings;
    }

    @Override
    public void init(ProcessorContext<byte[], Rekeyed> with) {
        context = with;
        split = app.split(context.taskId().partition(), new StoredBytes(context.getStateStore(STORE)));
        context.schedule(standings, PunctuationType.WALL_CLOCK_TIME, this::tell);
    }

    @Override
    public void process(Record<byte[], LogRecord> record) {
        long offset = context.recordMetadata().orElseThrow().offset();
        @Nullable Object @Nullable [] columns = rows.columns(record.value());
        split.apply(offset, record.value(), rows.of(record.value(), columns).orElse(null), columns)
                .ifPresent(row -> forward(row, record.timestamp()));
    }

    /** In the transaction of the rows before it, or after it. */
    private void tell(long now) {
        Rekeyed standing = split.standing();
        if (!standing.equals(told)) {
            told = standing;
            forward(standing, now);
        }
    }

    private void forward(Rekeyed record, long timestamp) {
        context.forward(new Record<>(NO_KEY, record, timestamp, new RecordHeaders()));
    }
}
