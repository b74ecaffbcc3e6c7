package io.sluice.definitions.accept;

import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides every record of one partition of the log, once, in its order. Source: contract §3.
 *
 * <p>All it knows is in its store; one built anew over the same store goes on where the last one stopped. Not thread-safe.
 */
public final class Acceptance {
    private static final byte FORMAT = 1;
    private static final byte[] PROGRESS = {'S'};

    private final AcceptRules rules;
    private final ByteStore store;
    private final Identities accepted;
    private final Identities admitted;
    private final LogTime time;
    private final long[] counts = new long[Verdict.values().length];

    public Acceptance(AcceptRules rules, ByteStore store) {
        this.rules = rules;
        this.store = store;
        accepted = new Identities((byte) 'I', store);
        admitted = new Identities((byte) 'A', store);
        time = new LogTime(rules.sourcePartitions());
        byte[] progress = store.get(PROGRESS);
        if (progress != null) {
            restore(progress);
        }
    }

    /** The key under which the store has clock, watermark and counts: with it alone, what was counted can be told. */
    public static byte[] progressKey() {
        return PROGRESS.clone();
    }

    private void restore(byte[] progress) {
        Bytes.read("progress of acceptance", FORMAT, progress, in -> {
            time.read(in);
            long size = Bytes.readNumber(in);
            for (int i = 0; i < size; i++) {
                counts[i] = Bytes.readNumber(in);
            }
            return this;
        });
    }

    /** Decides a record for the first time. */
    public LogRecord decide(Stamped record) {
        return decide(LogRecord.FIRST, record);
    }

    /**
     * Decides a record of the archive again, in a new incarnation.
     *
     * @param offset of the record in the log
     */
    public LogRecord decideAgain(long offset, LogRecord archived) {
        long place = archived.place(offset);
        return isRow(archived.stamped()) && rules.rejected().contains(place)
                ? decided(place, Verdict.REJECTED, List.of(), archived.stamped())
                : decide(place, archived.stamped());
    }

    /**
     * Decides a record of the archive again: its row was rejected by a person. What is no row is decided as it was.
     *
     * @param offset of the record in the log
     */
    public LogRecord reject(long offset, LogRecord archived) {
        return isRow(archived.stamped())
                ? decided(archived.place(offset), Verdict.REJECTED, List.of(), archived.stamped())
                : decideAgain(offset, archived);
    }

    /** Takes a record in that stays as it was decided: what lies before the range that a new incarnation decides again. */
    public void recall(LogRecord archived) {
        Stamped record = archived.stamped();
        if (archived.verdict().counts()) {
            remember(record);
        }
        settle(archived.verdict(), record);
    }

    /** Time passes and decisions hold also where rows are rejected. */
    private static boolean isRow(Stamped record) {
        return record.kind() == Stamped.Kind.EVENT || record.kind() == Stamped.Kind.ADMIT;
    }

    private LogRecord decide(long place, Stamped record) {
        return switch (record.kind()) {
            case TICK -> decided(place, Verdict.TICK, List.of(), record);
            case DECISION -> decided(place, Verdict.DECISION, List.of(), record);
            case EVENT, ADMIT -> judge(place, record);
        };
    }

    private LogRecord judge(long place, Stamped record) {
        boolean event = record.kind() == Stamped.Kind.EVENT;
        long eventTime = record.eventTime();
        if (eventTime == Stamp.NOTHING) {
            return decided(place, Verdict.INVALID, record.violations(), record);
        }
        if (event && Stamping.isFuture(eventTime, record.stamp().appendTime(), rules.maxFutureSkew())) {
            return decided(place, Verdict.FUTURE, List.of(), record);
        }
        if (eventTime < rules.cutover()) {
            return decided(place, Verdict.OVERLAP, List.of(), record);
        }
        if (event && eventTime < before(record.stamp().reached(), rules.allowedLateness())) {
            return decided(place, Verdict.LATE, List.of(), record);
        }
        return record.violations().isEmpty()
                ? identify(place, record)
                : decided(place, Verdict.INVALID, record.violations(), record);
    }

    private LogRecord identify(long place, Stamped record) {
        byte[] content = accepted.digest(record.row());
        byte[] known = known(record);
        if (known == null) {
            remember(record, content);
            return decided(
                    place, record.kind() == Stamped.Kind.ADMIT ? Verdict.ADMIT : Verdict.ACCEPTED, List.of(), record);
        }
        return Arrays.equals(known, content)
                ? decided(place, Verdict.DUPLICATE, List.of(), record)
                : decided(place, Verdict.INVALID, List.of(LogRecord.IDENTITY_CONFLICT), record);
    }

    /**
     * The content that counts under a record's identity. What may have been dropped is not looked for, so that the answer is a
     * function of the log alone: an ordinary event that comes here is never that old ({@link #forget}); whether an admitted one
     * counts already under an older identity is for the correction to look up in the lake.
     */
    private byte @Nullable [] known(Stamped record) {
        byte[] known = record.eventTime() >= inTime() ? accepted.content(record) : null;
        return known == null && record.kind() == Stamped.Kind.ADMIT && record.eventTime() >= remembered()
                ? admitted.content(record)
                : known;
    }

    private void remember(Stamped record) {
        remember(record, accepted.digest(record.row()));
    }

    /** An admitted event is also among the accepted while an ordinary one with its identity may still come in time. */
    private void remember(Stamped record, byte[] content) {
        if (record.kind() == Stamped.Kind.ADMIT) {
            admitted.put(record, content);
        }
        if (record.kind() == Stamped.Kind.EVENT || record.eventTime() >= inTime()) {
            accepted.put(record, content);
        }
    }

    private LogRecord decided(long place, Verdict verdict, List<String> reasons, Stamped record) {
        settle(verdict, record);
        return new LogRecord(rules.epoch(), place, verdict, reasons, record);
    }

    private void settle(Verdict verdict, Stamped record) {
        time.observe(verdict, record);
        counts[verdict.ordinal()]++;
        forget();
        store.put(PROGRESS, Bytes.of(out -> {
            out.writeByte(FORMAT);
            time.write(out);
            Bytes.writeNumber(counts.length, out);
            for (long count : counts) {
                Bytes.writeNumber(count, out);
            }
        }));
    }

    /**
     * Drops the identities that no record can have any more. A record of {@code s} that is still to come has reached at least
     * what was seen of {@code s}, which is not below the watermark; if its event time lies before the watermark by more than
     * the allowed lateness it is late, whatever its identity.
     */
    private void forget() {
        accepted.forgetBefore(inTime(), rules.allowedLateness());
        admitted.forgetBefore(remembered(), rules.admittedMemory());
    }

    /** The least event time that a record of any source partition may still have without being late. */
    private long inTime() {
        return before(time.watermark(), rules.allowedLateness());
    }

    /** The least event time of the admitted events that are kept. */
    private long remembered() {
        return before(time.clock(), rules.admittedMemory());
    }

    /** An instant less a span; nothing is before {@link Long#MIN_VALUE}, which also stands for no instant. */
    private static long before(long instant, long span) {
        return instant < Long.MIN_VALUE + span ? Long.MIN_VALUE : instant - span;
    }

    /** The greatest accepted event or tick time, epoch milliseconds; {@link Stamp#NOTHING}. */
    public long clock() {
        return time.clock();
    }

    /** What all source partitions have reached, epoch milliseconds; {@link Stamp#NOTHING}. */
    public long watermark() {
        return time.watermark();
    }

    /** How many records got a verdict. */
    public long count(Verdict verdict) {
        return counts[verdict.ordinal()];
    }
}
