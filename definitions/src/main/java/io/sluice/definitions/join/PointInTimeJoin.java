package io.sluice.definitions.join;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.DerivedFeatures;
import io.sluice.definitions.changepoint.Months;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.Input;
import io.sluice.definitions.changepoint.naive.NaiveEvaluator;
import io.sluice.definitions.join.CertifiedRange.Beyond;
import io.sluice.definitions.online.SlotRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Contract §5 read aloud: for each label, look at everything and keep what it may see. Slow, and the oracle of every engine.
 *
 * <p>Rows out are rows in, in the order of the labels; the order of what is joined changes nothing.
 */
public final class PointInTimeJoin {
    private final ViewPlan plan;
    private final CertifiedRange certified;
    private final Beyond beyond;

    public PointInTimeJoin(ViewPlan plan, CertifiedRange certified, Beyond beyond) {
        this.plan = requireNonNull(plan, "plan is null");
        this.certified = requireNonNull(certified, "certified is null");
        this.beyond = requireNonNull(beyond, "beyond is null");
    }

    /**
     * What the definition says: the last change point at or before each label's instant, nothing else. It is among the rows of
     * that instant's month, because each month begins with carry rows.
     *
     * @throws IllegalArgumentException when a row id comes twice, or a label is outside and that is an error
     */
    public List<JoinedRow> asDefined(List<Label> labels, List<ReleasedPoint> release) {
        return join(labels, label -> {
            ChangePoint last = nothing(label);
            for (ReleasedPoint each : release) {
                ChangePoint point = each.point();
                if (each.key().equals(label.key())
                        && each.month() == Months.start(label.instant())
                        && point.timestamp() <= label.instant()
                        && point.timestamp() >= last.timestamp()) {
                    last = point;
                }
            }
            return last;
        });
    }

    /**
     * What a reader could have got: per slot the newest version that the store had taken by each label's instant, in the
     * generation that was live then.
     *
     * @throws IllegalArgumentException as {@link #asDefined}
     */
    public List<JoinedRow> asServed(List<Label> labels, List<ServedWrite> served, List<PointerSwap> swaps) {
        DerivedFeatures derived = new DerivedFeatures(plan);
        return join(labels, label -> {
            ChangePoint seen = nothing(label);
            for (int source = 0; source < plan.sources().size(); source++) {
                SlotRow slot = slot(label, source, served, live(label, swaps));
                List<Input> inputs = plan.sources().get(source).inputs();
                for (int i = 0; slot != null && i < inputs.size(); i++) {
                    int feature = inputs.get(i).feature();
                    seen.values()[feature] = slot.values()[i];
                    seen.timestamps()[feature] = slot.timestamps()[i];
                    seen.validUntil()[feature] = slot.validUntil()[i];
                }
            }
            derived.evaluate(seen.values(), seen.timestamps(), seen.validUntil());
            return seen;
        });
    }

    private static @Nullable String live(Label label, List<PointerSwap> swaps) {
        PointerSwap live = null;
        for (PointerSwap swap : swaps) {
            if (swap.appliedAt() <= label.instant() && (live == null || swap.appliedAt() >= live.appliedAt())) {
                live = swap;
            }
        }
        return live == null ? null : live.generation();
    }

    private static @Nullable SlotRow slot(
            Label label, int source, List<ServedWrite> served, @Nullable String generation) {
        ServedWrite newest = null;
        for (ServedWrite write : served) {
            if (write.source() == source
                    && write.key().equals(label.key())
                    && write.generation().equals(generation)
                    && write.appliedAt() <= label.instant()
                    && (newest == null || write.version().compareTo(newest.version()) > 0)) {
                newest = write;
            }
        }
        return newest == null ? null : newest.row();
    }

    /** What an entity without rows has: the null policies' values, derived features of them, and no timestamps. */
    private ChangePoint nothing(Label label) {
        return NaiveEvaluator.valuesAt(plan, Collections.nCopies(plan.sources().size(), List.of()), label.instant());
    }

    private List<JoinedRow> join(List<Label> labels, Function<Label, ChangePoint> seen) {
        Set<String> rowIds = new HashSet<>();
        List<JoinedRow> rows = new ArrayList<>(labels.size());
        for (Label label : labels) {
            if (!rowIds.add(label.rowId())) {
                throw new IllegalArgumentException("Invalid labels: row id " + label.rowId() + " comes twice");
            }
            ChangePoint point = seen.apply(label);
            rows.add(new JoinedRow(label.rowId(), point.values(), point.timestamps(), certified.of(label, beyond)));
        }
        return rows;
    }
}
