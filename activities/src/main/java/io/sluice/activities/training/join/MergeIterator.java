package io.sluice.activities.training.join;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BaseOrdering;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/**
 * One cursor over sorted right rows beside sorted left rows. Memory is two rows. Both sides begin with a hash of the tuple, the
 * tuple and the instant, and are sorted by them. What it gives is good until the next.
 */
final class MergeIterator implements Iterator<InternalRow> {
    private final Iterator<InternalRow> left;
    private final Iterator<InternalRow> right;
    private final BaseOrdering tuples;
    private final int at;
    private final boolean versioned;
    private final InternalRow none;
    private final JoinedRow joined = new JoinedRow();
    private @Nullable InternalRow candidate;
    private @Nullable InternalRow next;

    MergeIterator(
            Iterator<InternalRow> left,
            Iterator<InternalRow> right,
            List<DataType> tuple,
            boolean versioned,
            InternalRow none) {
        this.left = left;
        this.right = right;
        this.tuples = RowOrdering.createNaturalAscendingOrdering(
                JavaConverters.asScalaBuffer(tuple).toSeq());
        this.at = tuple.size();
        this.versioned = versioned;
        this.none = none;
        this.next = right.hasNext() ? right.next() : null;
    }

    @Override
    public boolean hasNext() {
        return left.hasNext();
    }

    @Override
    public InternalRow next() {
        InternalRow label = left.next();
        while (next != null) {
            int order = tuples.compare(next, label);
            if (order > 0 || (order == 0 && next.getLong(at) > label.getLong(at))) {
                break;
            }
            if (order == 0) {
                take(next);
            }
            next = right.hasNext() ? right.next() : null;
        }
        boolean match = candidate != null && tuples.compare(candidate, label) == 0;
        return joined.apply(label, match ? candidate : none);
    }

    private void take(InternalRow row) {
        if (candidate == null) {
            candidate = row.copy();
        } else if (!versioned || tuples.compare(candidate, row) != 0 || !isOlder(row, candidate)) {
            // Sorting reuses its row, so it is copied, into the room that the one before took.
            ((UnsafeRow) candidate).copyFrom((UnsafeRow) row);
        }
    }

    private boolean isOlder(InternalRow row, InternalRow than) {
        int major = Long.compare(row.getLong(at + 1), than.getLong(at + 1));
        return major < 0 || (major == 0 && row.getLong(at + 2) < than.getLong(at + 2));
    }
}
