package io.sluice.definitions.rekey;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.slot.Checkpoint.Judgement;
import io.sluice.definitions.slot.EntityRow;
import io.sluice.definitions.slot.LogProgress;
import io.sluice.definitions.slot.SlotMachine.Incarnation;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import io.sluice.definitions.streamgate.IntervalGate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one partition of a log for a view of another entity: keeps its time, judges its intervals, and says of each row to which
 * entity it goes. The gate is the log's, so an interval that is held is one of offsets here, whatever entities its rows are about.
 * All that is known is in the store. Not thread-safe.
 */
public final class LogSplit {
    private static final byte FORMAT = 1;
    private static final byte[] PROGRESS = {'S'};

    private final int partition;
    private final ByteStore store;
    private final LogProgress log;

    public LogSplit(Incarnation incarnation, ByteStore store, IntervalGate checks) {
        this.partition = incarnation.partition();
        this.store = store;
        log = new LogProgress(incarnation, store, checks);
        byte[] progress = store.get(PROGRESS);
        if (progress != null) {
            Bytes.read("progress of a split", FORMAT, progress, in -> {
                log.readPlace(in);
                log.readCounts(in);
                return log;
            });
        }
    }

    /**
     * Takes the next record of the log in.
     *
     * @param offset of the record, above all before it
     * @param row what the view sees of a record that counts; null for any other, and where its key names no entity
     * @param columns of the source, of a record that counts; null for any other
     * @return the row for its entity's partition; empty where the view sees nothing of it
     */
    public Optional<Rekeyed> apply(
            long offset, LogRecord record, @Nullable EntityRow row, @Nullable Object @Nullable [] columns) {
        log.observe(offset, record, columns);
        save();
        return row != null && record.verdict().counts() && row.passes()
                ? Optional.of(new Rekeyed(partition, log.end(), log.clock(), log.watermark(), judged(), row, null))
                : Optional.empty();
    }

    /** How things stand, for every partition of the view; the gate judges what is new. */
    public Rekeyed standing() {
        if (log.close(log.end())) {
            save();
        }
        LogStanding standing = new LogStanding(
                log.records(),
                Judgement.of(log.checks(), log.hold()),
                log.hold().orElse(null));
        return new Rekeyed(partition, log.end(), log.clock(), log.watermark(), judged(), null, standing);
    }

    /** Without a gate there is nothing to wait for but what another one has held. */
    private long judged() {
        return log.checks() || log.hold().isPresent() ? log.released() : log.end();
    }

    /** What comes from an offset on has been judged by nobody; what came before it was, in another incarnation. */
    public void judgeFrom(long offset) {
        log.judgeFrom(offset);
        log.saveGate();
    }

    private void save() {
        store.put(PROGRESS, Bytes.of(out -> {
            out.writeByte(FORMAT);
            log.writePlace(out);
            log.writeCounts(out);
        }));
    }
}
