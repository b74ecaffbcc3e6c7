package io.sluice.quality.measure.pass;

import static org.apache.spark.sql.functions.expr;

import io.sluice.quality.measure.Fold;
import io.sluice.quality.measure.Measure;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.util.Try;

/** Functions over partitions, all of them in one pass. One that throws takes no other with it. */
record FoldPass(List<Measure> measures) implements Pass {
    FoldPass {
        measures = List.copyOf(measures);
    }

    @Override
    public Pass of(List<Measure> fewer) {
        return new FoldPass(fewer);
    }

    @Override
    public void resolve(Dataset<Row> data) {
        terms(data);
    }

    @Override
    public Map<Measure, Try<Object>> run(Dataset<Row> data) {
        List<Fold<?>> folds = new ArrayList<>();
        measures.forEach(measure -> folds.add(((Measure.Folding) measure).fold()));
        List<ArrayList<Running<?>>> partitions =
                terms(data).javaRDD().mapPartitions(rows -> folded(rows, folds)).collect();
        Map<Measure, Try<Object>> values = new LinkedHashMap<>();
        for (int i = 0; i < folds.size(); i++) {
            Running<?> all = Running.start(folds.get(i));
            for (List<Running<?>> partition : partitions) {
                all.merge(partition.get(i));
            }
            values.put(measures.get(i), all.value());
        }
        return values;
    }

    /** One column for each function: what it sees of a row, null where it does not see the row. */
    private Dataset<Row> terms(Dataset<Row> data) {
        return data.select(measures.stream()
                .map(measure -> (Measure.Folding) measure)
                .map(folding -> expr("CASE WHEN " + folding.where() + " THEN struct("
                        + String.join(", ", folding.terms()) + ") END"))
                .toArray(Column[]::new));
    }

    private static Iterator<ArrayList<Running<?>>> folded(Iterator<Row> rows, List<Fold<?>> folds) {
        ArrayList<Running<?>> running = new ArrayList<>();
        folds.forEach(fold -> running.add(Running.start(fold)));
        while (rows.hasNext()) {
            Row row = rows.next();
            for (int i = 0; i < running.size(); i++) {
                if (!row.isNullAt(i)) {
                    running.get(i).add(row.getStruct(i));
                }
            }
        }
        return List.of(running).iterator();
    }

    /** A function on its way; after it threw it only remembers that. */
    private static final class Running<S extends Serializable> implements Serializable {
        private static final long serialVersionUID = 1;

        private final Fold<S> fold;
        private @Nullable S state;
        private @Nullable RuntimeException failure;

        private Running(Fold<S> fold) {
            this.fold = fold;
            this.state = fold.start();
        }

        static <S extends Serializable> Running<S> start(Fold<S> fold) {
            return new Running<>(fold);
        }

        void add(Row row) {
            if (state == null) {
                return;
            }
            List<@Nullable Object> terms = new ArrayList<>(row.length());
            for (int i = 0; i < row.length(); i++) {
                terms.add(row.get(i));
            }
            try {
                state = fold.add(state, terms);
            } catch (RuntimeException thrown) {
                failure = thrown;
                state = null;
            }
        }

        @SuppressWarnings("unchecked") // both ran the same function
        void merge(Running<?> other) {
            if (other.failure != null) {
                failure = other.failure;
                state = null;
            } else if (state != null && other.state != null) {
                state = fold.merge(state, (S) other.state);
            }
        }

        Try<Object> value() {
            if (failure != null || state == null) {
                return new scala.util.Failure<>(
                        failure == null ? new IllegalStateException("no state is left") : failure);
            }
            S finished = state;
            return Try.apply(() -> fold.finish(finished));
        }
    }
}
