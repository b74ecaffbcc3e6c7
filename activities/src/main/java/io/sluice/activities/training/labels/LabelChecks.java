package io.sluice.activities.training.labels;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.sluice.workflows.training.PinnedView;
import io.sluice.workflows.training.TrainingCounts;
import io.sluice.workflows.training.TrainingPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** What is looked at before labels are joined: two passes over them, and a clear error or a number for all that is not right. */
public final class LabelChecks {
    private static final int NAMED = 3;

    /**
     * What labels are like.
     *
     * @param first the least instant, epoch milliseconds; greater than {@code last} when no label has one
     * @param last the greatest
     * @param counts in the order of the views
     */
    public record Found(long rows, long first, long last, List<TrainingCounts> counts) {
        public Found {
            counts = List.copyOf(counts);
        }
    }

    /**
     * What labels see nothing of.
     *
     * @param keys how many columns the key of the view's entity has
     */
    public record Seen(PinnedView view, int entity, int keys) {
        /** True where the instant lies before what is certified. */
        public Column before() {
            return col(Labels.INSTANT).lt(view.certifiedFrom());
        }

        /** True where it lies after. */
        public Column after() {
            return col(Labels.INSTANT).gt(view.certifiedThrough());
        }

        private Column withoutKey() {
            Column without = lit(false);
            for (int i = 0; i < keys; i++) {
                without = without.or(col(Labels.key(entity, i)).isNull());
            }
            return without;
        }
    }

    private LabelChecks() {}

    /** Checks labels; {@link LabelFault}s say what is wrong, with how many rows. */
    public static Found check(TrainingPlan plan, Labels labels, List<Seen> views) {
        String set = plan.request().name();
        List<Column> columns = new ArrayList<>(List.of(
                number(col(Labels.ROW_ID).isNull()),
                min(col(Labels.INSTANT)),
                max(col(Labels.INSTANT)),
                number(col(Labels.INSTANT).isNull())));
        labels.faults().keySet().forEach(fault -> columns.add(number(col(fault))));
        for (Seen view : views) {
            columns.add(number(view.withoutKey()));
            columns.add(number(view.before()));
            columns.add(number(view.after()));
        }
        Row found =
                labels.rows().agg(count(lit(1)), columns.toArray(Column[]::new)).first();
        refuse(set, labels, found);
        refuseDuplicates(set, labels);
        List<TrainingCounts> counts = counts(found, 5 + labels.faults().size(), views);
        if (!plan.request().flagged()) {
            refuseBeyond(set, labels, views, counts);
        }
        long first = found.isNullAt(2) ? Long.MAX_VALUE : found.getLong(2);
        long last = found.isNullAt(3) ? Long.MIN_VALUE : found.getLong(3);
        return new Found(found.getLong(0), first, last, counts);
    }

    private static Column number(Column condition) {
        return count(when(condition, 1));
    }

    private static void refuse(String set, Labels labels, Row found) {
        if (found.getLong(0) == 0) {
            throw LabelFault.rows(set, "the labels have no rows (%s)".formatted(String.join(", ", labels.origin())));
        }
        if (found.getLong(1) > 0) {
            throw LabelFault.rows(
                    set, "%d labels have no row id: its column is NULL there".formatted(found.getLong(1)));
        }
        int at = 5;
        for (String sentence : labels.faults().values()) {
            if (found.getLong(at) > 0) {
                throw LabelFault.rows(set, "%d %s".formatted(found.getLong(at), sentence));
            }
            at++;
        }
    }

    private static void refuseDuplicates(String set, Labels labels) {
        List<Row> twice = labels.rows()
                .groupBy(Labels.ROW_ID)
                .count()
                .filter(col("count").gt(1))
                .orderBy(Labels.ROW_ID)
                .limit(NAMED)
                .collectAsList();
        if (!twice.isEmpty()) {
            throw LabelFault.rows(
                    set,
                    "row ids come more than once, such as %s; each label needs its own"
                            .formatted(twice.stream()
                                    .map(row -> "%s (%d times)".formatted(row.getString(0), row.getLong(1)))
                                    .collect(Collectors.joining(", "))));
        }
    }

    private static List<TrainingCounts> counts(Row found, int from, List<Seen> views) {
        List<TrainingCounts> counts = new ArrayList<>();
        int at = from;
        for (Seen view : views) {
            counts.add(new TrainingCounts(
                    view.view().view(),
                    found.getLong(at),
                    found.getLong(4),
                    found.getLong(at + 1),
                    found.getLong(at + 2)));
            at += 3;
        }
        return counts;
    }

    private static void refuseBeyond(String set, Labels labels, List<Seen> views, List<TrainingCounts> counts) {
        for (int i = 0; i < views.size(); i++) {
            TrainingCounts of = counts.get(i);
            PinnedView view = views.get(i).view();
            if (of.withoutTimestamp() > 0) {
                throw LabelFault.rows(
                        set,
                        "%d labels have no timestamp; take them out, or start with \"beyondCertified\":\"flag\""
                                .formatted(of.withoutTimestamp()));
            }
            if (of.before() + of.after() > 0) {
                throw LabelFault.rows(
                        set,
                        "%d labels lie before and %d after what %s certifies (%s to %s), such as %s; take them out, publish a newer release, or start with \"beyondCertified\":\"flag\""
                                .formatted(
                                        of.before(),
                                        of.after(),
                                        view.release(),
                                        Instant.ofEpochMilli(view.certifiedFrom()),
                                        Instant.ofEpochMilli(view.certifiedThrough()),
                                        some(labels, views.get(i))));
            }
        }
    }

    private static String some(Labels labels, Seen view) {
        return labels
                .rows()
                .filter(view.before().or(view.after()))
                .orderBy(Labels.ROW_ID)
                .limit(NAMED)
                .select(Labels.ROW_ID, Labels.INSTANT)
                .collectAsList()
                .stream()
                .map(row -> "%s at %s".formatted(row.getString(0), Instant.ofEpochMilli(row.getLong(1))))
                .collect(Collectors.joining(", "));
    }
}
