package io.sluice.activities.view.engine;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows made of rows: one that comes in makes none, one or several that go out, and so does the end. */
abstract class Queued implements Iterator<InternalRow> {
    private final Iterator<InternalRow> rows;
    private final Queue<InternalRow> ready = new ArrayDeque<>();
    private boolean ended;

    Queued(Iterator<InternalRow> rows) {
        this.rows = rows;
    }

    /** Takes a row, which is good until the next. */
    abstract void take(InternalRow row);

    /** There are no more rows. */
    abstract void end();

    final void put(InternalRow row) {
        ready.add(row);
    }

    @Override
    public final boolean hasNext() {
        while (ready.isEmpty() && !ended) {
            if (rows.hasNext()) {
                take(rows.next());
            } else {
                ended = true;
                end();
            }
        }
        return !ready.isEmpty();
    }

    @Override
    public final InternalRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }
}
