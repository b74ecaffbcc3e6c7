package io.sluice.workers.accept;

import io.sluice.definitions.accept.RowCodec;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Stamping;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.store.ByteStore;
import io.sluice.workers.record.ReadRow;
import io.sluice.workers.record.RecordReader;
import io.sluice.workers.record.RecordTyping;
import io.sluice.workers.record.TypedRecord;
import io.sluice.workers.record.UnreadableRecordException;
import io.sluice.workers.streams.StoredBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Reads, types and stamps the records of one source partition, and lets time pass in it. */
final class StampProcessor implements Processor<byte[], byte[], byte[], Received> {
    static final String STORE = "stamps";

    private static final byte[] STAMPING = {'S'};
    static final byte[] DEAD_LETTERS = {'D'};
    private static final byte[] NOTHING = {};

    /** So that a tick is never later than idle_after, whenever the record came that began the silence. */
    private static final int TICKS_PER_IDLE = 3;

    private final Source source;
    private final RecordReader reader;
    private final RecordTyping typing;
    private final SourceEnd end;
    private final RowCodec rows;
    private final DeadLetters deadLetters;
    private ProcessorContext<byte[], Received> context;
    private ByteStore store;
    private Stamping stamping;
    private long lastRead;

    @SuppressWarnings("NullAway.Init") // init comes before the first record
    StampProcessor(Source source, RecordReader reader, RecordTyping typing, SourceEnd end, int deadLetterLimit) {
        this.source = source;
        this.reader = reader;
        this.typing = typing;
        this.end = end;
        this.rows = new RowCodec(source.schema());
        this.deadLetters = new DeadLetters(deadLetterLimit);
    }

    @Override
    public void init(ProcessorContext<byte[], Received> with) {
        context = with;
        store = new StoredBytes(context.getStateStore(STORE));
        stamping = new Stamping(
                context.taskId().partition(),
                source.maxFutureSkew().toMillis(),
                source.idleAfter().toMillis());
        byte[] stamped = store.get(STAMPING);
        if (stamped != null) {
            stamping.restore(stamped);
        }
        byte[] counted = store.get(DEAD_LETTERS);
        if (counted != null) {
            deadLetters.restore(counted);
        }
        // A silence is counted from here: what was sent while nobody read is no silence.
        lastRead = context.currentSystemTimeMs();
        Duration period = source.idleAfter().dividedBy(TICKS_PER_IDLE);
        context.schedule(period, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        lastRead = context.currentSystemTimeMs();
        try {
            ReadRow read = reader.read(record.value(), record.headers());
            stamp(typing.typed(read, place.partition(), place.offset()), read, record, place);
        } catch (UnreadableRecordException e) {
            stamping.stamp(place.offset(), record.timestamp(), Stamp.NOTHING);
            deadLetters.unreadable(e, place.topic(), place.partition(), place.offset(), record.headers());
            context.forward(record.withValue(Received.deadLetter(record.value())));
        }
        save();
    }

    private void stamp(TypedRecord typed, ReadRow read, Record<byte[], byte[]> record, RecordMetadata place) {
        deadLetters.readable();
        long eventTime = Objects.requireNonNullElse(typed.eventTime(), Stamp.NOTHING);
        byte[] key = typed.key().getBytes(StandardCharsets.UTF_8);
        Stamped stamped = new Stamped(
                Stamped.Kind.EVENT,
                stamping.stamp(place.offset(), record.timestamp(), eventTime),
                eventTime,
                typed.eventId(),
                key,
                rows.encode(typed.values()),
                typed.violations(),
                read.unfit().isEmpty() ? NOTHING : record.value());
        forward(stamped, record.timestamp());
    }

    private void tick(long now) {
        boolean silent = now - lastRead >= source.idleAfter().toMillis()
                && end.isAt(context.taskId().partition(), stamping.lastOffset());
        if (silent) {
            forward(stamping.tickSilent(now), now);
            save();
        } else {
            stamping.tick(now).ifPresent(tick -> forward(tick, now));
        }
    }

    private void forward(Stamped stamped, long timestamp) {
        // The source's own headers end here: the log is read by everybody.
        context.forward(new Record<>(stamped.key(), Received.of(stamped), timestamp, new RecordHeaders()));
    }

    private void save() {
        store.put(STAMPING, stamping.encoded());
        store.put(DEAD_LETTERS, deadLetters.encoded());
    }
}
