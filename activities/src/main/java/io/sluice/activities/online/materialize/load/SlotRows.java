package io.sluice.activities.online.materialize.load;

import io.sluice.activities.online.SlotWrite;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotFeature;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.online.SlotVersion;
import io.sluice.workflows.online.MaterializationPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Change points of a view as the slots of its sources. The slot of a source that has a stream is not among them: only that
 * stream's sink writes it (contract §6), so that the two never undo each other.
 */
public final class SlotRows {
    private static final byte[] ENDED = {};

    /** The slot of one source: which features of the view it holds. */
    private record Slot(String name, int[] features, SlotCodec codec) {}

    private final List<Column> keys;
    private final List<Slot> slots = new ArrayList<>();

    public SlotRows(ViewPlan plan) {
        this.keys = plan.entity().keys();
        for (int source = 0; source < plan.sources().size(); source++) {
            if (plan.sources().get(source).source().stream() != null) {
                continue;
            }
            int own = source;
            int[] features = IntStream.range(0, plan.features().size())
                    .filter(i -> plan.features().get(i).source() == own)
                    .toArray();
            slots.add(new Slot(plan.sources().get(source).source().name(), features, codec(plan, features)));
        }
    }

    private static SlotCodec codec(ViewPlan plan, int[] features) {
        return new SlotCodec(Arrays.stream(features)
                .mapToObj(i -> plan.features().get(i))
                .map(SlotRows::slotFeature)
                .toList());
    }

    private static SlotFeature slotFeature(FeaturePlan feature) {
        return new SlotFeature(feature.feature().name(), feature.type());
    }

    /** The canonical text of an entity. */
    String entity(List<Object> values) {
        return EntityKey.of(keys, values).encoded();
    }

    /** The writes that bring an entity to a change point. */
    List<SlotWrite> writes(String entity, ChangePoint point, MaterializationPlan plan) {
        byte[] version = version(plan);
        return slots.stream()
                .map(slot -> new SlotWrite(entity, slot.name(), version, packed(slot, point)))
                .toList();
    }

    /** The writes that say that an entity has no values any more. */
    List<SlotWrite> endings(String entity, MaterializationPlan plan) {
        byte[] version = version(plan);
        return slots.stream()
                .map(slot -> new SlotWrite(entity, slot.name(), version, ENDED))
                .toList();
    }

    /** Whether two change points give the same slots. */
    boolean equal(ChangePoint left, ChangePoint right) {
        return slots.stream().allMatch(slot -> Arrays.equals(packed(slot, left), packed(slot, right)));
    }

    private static byte[] version(MaterializationPlan plan) {
        return SlotVersion.ofRelease(plan.releaseNumber(), plan.asOf()).encoded();
    }

    private static byte[] packed(Slot slot, ChangePoint point) {
        int size = slot.features().length;
        @Nullable Object[] values = new Object[size];
        long[] timestamps = new long[size];
        long[] validUntil = new long[size];
        for (int i = 0; i < size; i++) {
            int feature = slot.features()[i];
            values[i] = point.values()[feature];
            timestamps[i] = point.timestamps()[feature];
            validUntil[i] = point.validUntil()[feature];
        }
        return slot.codec().encode(new SlotRow(values, timestamps, validUntil));
    }
}
