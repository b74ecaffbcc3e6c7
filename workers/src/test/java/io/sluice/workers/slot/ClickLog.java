package io.sluice.workers.slot;

import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.Acceptance;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.accept.RowCodec;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Stamping;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.store.testing.InMemoryStore;
import io.sluice.workers.broker.Clicks;
import io.sluice.workers.record.JsonRecordReader;
import io.sluice.workers.record.RecordTyping;
import io.sluice.workers.record.TypedRecord;
import io.sluice.workers.record.UnreadableRecordException;
import io.sluice.workers.topic.LogPartitions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The log of seeded clicks, decided by the kernel without any server. */
final class ClickLog {
    private static final int TICK_EVERY = 40;
    private static final int PAUSE_EVERY = 170;
    private static final long PAUSE_MS = 1_500_000;

    private final Clicks clicks;
    private final JsonRecordReader reader;
    private final RecordTyping typing;
    private final RowCodec codec;
    private final Stamping stamping;
    private final List<Acceptance> acceptances = new ArrayList<>();
    private long offset;

    /** A record with its partition of the log. */
    record Entry(int partition, LogRecord record) {}

    ClickLog(long seed, Source source, int partitions) {
        clicks = new Clicks(seed, Clicks.START, 4_000);
        reader = new JsonRecordReader(source.schema(), ClickViews.COMPILER);
        typing = new RecordTyping(source, columns -> List.of());
        codec = new RowCodec(source.schema());
        stamping = new Stamping(
                0, source.maxFutureSkew().toMillis(), source.idleAfter().toMillis());
        AcceptRules rules = AcceptRules.of(source, List.of(), 1, 0, RejectedRanges.NONE);
        for (int i = 0; i < partitions; i++) {
            acceptances.add(new Acceptance(rules, new InMemoryStore()));
        }
    }

    /** About so many records more; time goes on within them. */
    List<Entry> next(int records) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            if (++offset % TICK_EVERY == 0) {
                tick(entries);
            }
            if (offset % PAUSE_EVERY == 0) {
                clicks.pause(PAUSE_MS);
            }
            read(entries);
        }
        return entries;
    }

    private void read(List<Entry> entries) {
        try {
            TypedRecord typed = typing.typed(reader.read(clicks.next(), new RecordHeaders()), 0, offset);
            long time = Objects.requireNonNullElse(typed.eventTime(), Stamp.NOTHING);
            Stamp stamp = stamping.stamp(offset, clicks.now(), time);
            byte[] key = typed.key().getBytes(StandardCharsets.UTF_8);
            decide(
                    LogPartitions.of(key, acceptances.size()),
                    new Stamped(
                            Stamped.Kind.EVENT,
                            stamp,
                            time,
                            typed.eventId(),
                            key,
                            codec.encode(typed.values()),
                            typed.violations(),
                            new byte[0]),
                    entries);
        } catch (UnreadableRecordException e) {
            stamping.stamp(offset, clicks.now(), Stamp.NOTHING);
        }
    }

    private void tick(List<Entry> entries) {
        Stamped tick = stamping.tickSilent(clicks.now());
        for (int partition = 0; partition < acceptances.size(); partition++) {
            decide(partition, tick, entries);
        }
    }

    private void decide(int partition, Stamped stamped, List<Entry> entries) {
        entries.add(new Entry(partition, acceptances.get(partition).decide(stamped)));
    }
}
