package io.sluice.activities.online.served;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.NullFill;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.ViewPlan.Input;
import io.sluice.definitions.join.PointerSwap;
import io.sluice.definitions.join.ServedWrite;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotFeature;
import io.sluice.definitions.online.SlotRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a served archive as an as-served join reads them: each write once, at the first instant at which it was applied. */
public final class ServedHistory {
    private final ViewPlan plan;
    private final List<ServedRow> rows;

    /**
     * Takes what {@link ServedArchive#read} gave.
     *
     * @param plan of the same version of the view
     */
    public ServedHistory(ViewPlan plan, List<ServedRow> rows) {
        this.plan = requireNonNull(plan, "plan is null");
        this.rows = List.copyOf(rows);
    }

    /** The writes of slots that the plan has. */
    public List<ServedWrite> writes() {
        List<ServedWrite> writes = new ArrayList<>();
        for (int source = 0; source < plan.sources().size(); source++) {
            String slot = plan.sources().get(source).source().name();
            List<FeaturePlan> features = plan.sources().get(source).inputs().stream()
                    .map(Input::feature)
                    .map(plan.features()::get)
                    .toList();
            SlotCodec codec = new SlotCodec(features.stream()
                    .map(feature -> new SlotFeature(feature.feature().name(), feature.type()))
                    .toList());
            for (ServedRow row : first(slot)) {
                byte[] packed = requireNonNull(row.row(), "row is null");
                SlotRow values = packed.length == 0 ? ended(features) : codec.decode(packed);
                ServedRow.Id id = row.id();
                writes.add(new ServedWrite(
                        EntityKey.decode(id.entity()),
                        source,
                        String.valueOf(row.generation()),
                        id.version(),
                        row.appliedAt(),
                        values));
            }
        }
        return writes;
    }

    /** The swaps of the pointer. */
    public List<PointerSwap> swaps() {
        return rows.stream()
                .filter(row -> !row.isWrite())
                .map(row -> new PointerSwap(String.valueOf(row.generation()), row.appliedAt()))
                .toList();
    }

    private Collection<ServedRow> first(String slot) {
        Map<ServedRow.Id, ServedRow> first = new HashMap<>();
        rows.stream()
                .filter(row -> slot.equals(row.slot()))
                .forEach(row ->
                        first.merge(row.id(), row, (one, other) -> one.appliedAt() <= other.appliedAt() ? one : other));
        return first.values();
    }

    private static SlotRow ended(List<FeaturePlan> features) {
        @Nullable Object[] values = new Object[features.size()];
        long[] never = new long[features.size()];
        long[] untils = new long[features.size()];
        Arrays.fill(never, ChangePoint.NEVER);
        Arrays.fill(untils, ChangePoint.NONE);
        for (int i = 0; i < values.length; i++) {
            values[i] = NullFill.value(
                    features.get(i).feature().nullPolicy(), features.get(i).type());
        }
        return new SlotRow(values, never, untils);
    }
}
