package io.sluice.definitions.streamgate;

import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stretches of event time that a gate judges by their number of rows, in one partition of a log: counted with every record, judged
 * when they are over, and kept until the interval that fails by them is held. All that is known is in the store, beside what else the
 * app keeps there. Without such expectations nothing is stored. Not thread-safe.
 */
public final class StretchBook {
    private static final byte FORMAT = 1;
    private static final byte[] OPEN = {'V'};
    private static final byte[] OVER = {'W'};

    /** Failures that are told of one interval; a hundred empty minutes are told by the first of them. */
    private static final int TOLD = 20;

    private final IntervalGate gate;
    private final ByteStore store;
    private final Map<Long, StretchCounts> lengths = new LinkedHashMap<>();
    private final List<Stretch.Failed> failed = new ArrayList<>();

    public StretchBook(IntervalGate gate, ByteStore store) {
        this.gate = gate;
        this.store = store;
        gate.stretches().forEach(length -> lengths.put(length, new StretchCounts(length)));
        byte[] over = lengths.isEmpty() ? null : store.get(OVER);
        if (over != null) {
            Bytes.read("stretches that are over", FORMAT, over, this::readOver);
        }
        byte[] open = lengths.isEmpty() ? null : store.get(OPEN);
        if (open != null) {
            Bytes.read("stretches that are open", FORMAT, open, this::readOpen);
        }
    }

    /**
     * Counts the next record, and judges what is over with it.
     *
     * @param eventTime epoch milliseconds; {@link Stamp#NOTHING}
     * @param watermark with this record; {@link Stamp#NOTHING}
     */
    public void count(Verdict verdict, long eventTime, long watermark) {
        boolean counted = false;
        boolean ended = false;
        long settled = watermark == Stamp.NOTHING ? Stamp.NOTHING : watermark - gate.lateness();
        for (StretchCounts each : lengths.values()) {
            long next = each.next();
            counted |= each.count(verdict, eventTime);
            each.end(settled).forEach(this::judge);
            ended |= next != each.next();
        }
        if (counted || ended) {
            store.put(OPEN, Bytes.of(this::writeOpen));
        }
        if (ended) {
            save();
        }
    }

    private void judge(Stretch stretch) {
        for (String rule : gate.failed(stretch)) {
            if (failed.size() < TOLD) {
                failed.add(new Stretch.Failed(rule, stretch));
            }
        }
    }

    /** What failed and is held by no interval yet. */
    public List<Stretch.Failed> failed() {
        return List.copyOf(failed);
    }

    /** What failed is told by an interval that is held now, or was judged in another incarnation. */
    public void forgetFailed() {
        if (!failed.isEmpty()) {
            failed.clear();
            save();
        }
    }

    private void save() {
        store.put(OVER, Bytes.of(this::writeOver));
    }

    private void writeOpen(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        Bytes.writeNumber(lengths.size(), out);
        for (StretchCounts each : lengths.values()) {
            Bytes.writeNumber(each.length(), out);
            each.writeOpen(out);
        }
    }

    /** Of lengths that no expectation names any more everything is forgotten; new ones begin. */
    private StretchBook readOpen(DataInputStream in) throws IOException {
        for (long left = Bytes.readNumber(in); left > 0; left--) {
            long length = Bytes.readNumber(in);
            lengths.getOrDefault(length, new StretchCounts(length)).readOpen(in);
        }
        return this;
    }

    private void writeOver(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        Bytes.writeNumber(lengths.size(), out);
        for (StretchCounts each : lengths.values()) {
            Bytes.writeNumber(each.length(), out);
            each.write(out);
        }
        Bytes.writeNumber(failed.size(), out);
        for (Stretch.Failed each : failed) {
            Bytes.writeText(each.rule(), out);
            Bytes.writeNumber(each.stretch().length(), out);
            Bytes.writeNumber(each.stretch().start(), out);
            Bytes.writeNumber(each.stretch().rows(), out);
            StretchCounts.writeNumbers(each.stretch().before(), out);
        }
    }

    private StretchBook readOver(DataInputStream in) throws IOException {
        for (long left = Bytes.readNumber(in); left > 0; left--) {
            long length = Bytes.readNumber(in);
            lengths.getOrDefault(length, new StretchCounts(length)).read(in);
        }
        for (long left = Bytes.readNumber(in); left > 0; left--) {
            String rule = Bytes.readText(in);
            Stretch stretch = new Stretch(
                    Bytes.readNumber(in), Bytes.readNumber(in), Bytes.readNumber(in), StretchCounts.readNumbers(in));
            failed.add(new Stretch.Failed(rule, stretch));
        }
        return this;
    }
}
