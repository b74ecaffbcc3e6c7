package io.sluice.activities.training.write;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.AccumulatorV2;

/**
 * Counts and hashes rows on their way to the files. Each task's word replaces what the same task said before, so that a task
 * that ran again counts once, as in {@code BeyondDistinct}.
 */
final class Tally extends AccumulatorV2<Part, Part> {
    private static final long serialVersionUID = 1;

    private final int columns;
    private final Map<Integer, Part> byTask = new HashMap<>();

    private Tally(int columns) {
        this.columns = columns;
    }

    static Tally of(Dataset<Row> rows) {
        Tally tally = new Tally(rows.columns().length);
        rows.sparkSession().sparkContext().register(tally, "rows of a training set");
        return tally;
    }

    /** The same rows, counted as they are read. */
    Dataset<Row> counting(Dataset<Row> rows) {
        StructType schema = rows.schema();
        Tally tally = this;
        return rows.sparkSession()
                .internalCreateDataFrame(
                        rows.queryExecution()
                                .toRdd()
                                .toJavaRDD()
                                .mapPartitions(part -> new Counting(part, schema, tally))
                                .rdd(),
                        schema,
                        false);
    }

    private static final class Counting implements Iterator<InternalRow> {
        private final Iterator<InternalRow> rows;
        private final RowBytes bytes;
        private final Tally tally;
        private final Part part;
        private final MessageDigest digest;
        private boolean told;

        Counting(Iterator<InternalRow> rows, StructType schema, Tally tally) {
            this.rows = rows;
            this.bytes = new RowBytes(schema);
            this.tally = tally;
            this.part = new Part(schema.length());
            try {
                this.digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        @Override
        public boolean hasNext() {
            boolean more = rows.hasNext();
            if (!more && !told) {
                told = true;
                tally.add(part);
            }
            return more;
        }

        @Override
        public InternalRow next() {
            InternalRow row = rows.next();
            part.add(digest.digest(bytes.of(row)));
            for (int i = 0; i < row.numFields(); i++) {
                if (row.isNullAt(i)) {
                    part.isNull(i);
                }
            }
            return row;
        }
    }

    @Override
    public synchronized boolean isZero() {
        return byTask.isEmpty();
    }

    @Override
    public synchronized AccumulatorV2<Part, Part> copy() {
        Tally copy = new Tally(columns);
        copy.byTask.putAll(byTask);
        return copy;
    }

    @Override
    public synchronized void reset() {
        byTask.clear();
    }

    /** In a task: all of its rows. */
    @Override
    public synchronized void add(Part part) {
        byTask.put(TaskContext.getPartitionId(), part);
    }

    @Override
    public void merge(AccumulatorV2<Part, Part> other) {
        Map<Integer, Part> others = ((Tally) other.copy()).byTask;
        synchronized (this) {
            byTask.putAll(others);
        }
    }

    @Override
    public synchronized Part value() {
        Part sum = new Part(columns);
        byTask.values().forEach(sum::add);
        return sum;
    }
}
