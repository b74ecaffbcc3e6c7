package io.sluice.activities.online.reader;

import io.sluice.activities.online.StoredSlot;
import io.sluice.activities.online.reader.Pointer.Live;
import io.sluice.definitions.changepoint.NullFill;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature.NullPolicy;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.FeatureReading;
import io.sluice.definitions.online.OnlineRecord;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotFeature;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.online.SlotVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The live generation of a view as readers see it: names, types, and how slots become records. Immutable. */
public final class ServedView {
    /** Where a feature is: its slot, its place in it, and what stands for no value. */
    private record Place(
            ServedFeature feature,
            DataType type,
            String slot,
            int index,
            @Nullable Object fill) {}

    /** A slot that was read. {@code asOf}: until when it is known to hold what was declared. */
    private record Read(SlotRow row, long appliedAt, long asOf) {}

    private final String view;
    private final Live live;
    private final List<Column> keys;
    private final List<Place> places = new ArrayList<>();
    private final Map<String, SlotCodec> codecs = new HashMap<>();

    ServedView(String view, Live live) {
        this.view = view;
        this.live = live;
        this.keys = live.keys().stream()
                .map(key -> new Column(key.name(), DataType.parse(key.type())))
                .toList();
        Map<String, List<SlotFeature>> slots = new HashMap<>();
        for (ServedFeature feature : live.features()) {
            String slot = feature.slot();
            if (slot == null) {
                throw new UnreadablePointerException(
                        view,
                        "feature " + feature.name() + " is derived, which this Sluice cannot evaluate: update it");
            }
            List<SlotFeature> before = slots.computeIfAbsent(slot, name -> new ArrayList<>());
            DataType type = DataType.parse(feature.type());
            places.add(new Place(feature, type, slot, before.size(), fill(feature, type)));
            before.add(new SlotFeature(feature.name(), type));
        }
        slots.forEach((slot, features) -> codecs.put(slot, new SlotCodec(features)));
    }

    private static @Nullable Object fill(ServedFeature feature, DataType type) {
        NullPolicy.Kind kind = NullPolicy.Kind.valueOf(feature.nullPolicy());
        return NullFill.value(new NullPolicy(kind, feature.nullLiteral()), type);
    }

    public String view() {
        return view;
    }

    /** What the pointer says about this generation. */
    public Live live() {
        return live;
    }

    /** The entity's key columns, in order. */
    public List<Column> keys() {
        return keys;
    }

    /** The features, in the order of the view. */
    public List<String> features() {
        return live.features().stream().map(ServedFeature::name).toList();
    }

    /** The records of an entity, with their status judged at an instant (epoch milliseconds). */
    OnlineEntity entity(EntityKey key, Map<String, StoredSlot> stored, long instant) {
        Map<String, Read> slots = new HashMap<>();
        stored.forEach((slot, bytes) -> {
            SlotCodec codec = codecs.get(slot);
            if (codec != null && !bytes.isEmpty()) {
                slots.put(slot, new Read(codec.decode(bytes.row()), bytes.appliedAt(), asOf(bytes)));
            }
        });
        return new OnlineEntity(
                key,
                places.stream()
                        .map(place -> record(key, place, slots.get(place.slot()), instant))
                        .toList());
    }

    /** A slot that a later materialisation left alone holds what it held: it did not differ. */
    private long asOf(StoredSlot slot) {
        long pointer = live.target().asOfInstant().toEpochMilli();
        return Math.max(pointer, SlotVersion.decode(slot.version()).minor());
    }

    private OnlineRecord record(EntityKey key, Place place, @Nullable Read slot, long instant) {
        FeatureReading reading = slot == null
                ? FeatureReading.missing(place.fill())
                : FeatureReading.judge(bounded(slot, place), place.index(), instant, freshness(), place.fill());
        return new OnlineRecord(
                key.entityId(keys),
                place.feature().name(),
                place.type(),
                reading,
                slot == null ? null : slot.appliedAt(),
                place.feature().version(),
                place.feature().ttlSeconds(),
                live.target().release());
    }

    private @Nullable Duration freshness() {
        Long ms = live.freshnessMs();
        return ms == null ? null : Duration.ofMillis(ms);
    }

    /** Contract §6: a window that moves by the hop holds no longer than to the next hop, whatever is known to expire. */
    private static SlotRow bounded(Read slot, Place place) {
        Long hop = place.feature().hopMs();
        long until = slot.row().validUntil()[place.index()];
        if (hop == null) {
            return slot.row();
        }
        long delay = place.feature().delayMs();
        long next = (Math.floorDiv(slot.asOf() - delay, hop) + 1) * hop + delay;
        if (next >= until) {
            return slot.row();
        }
        long[] untils = slot.row().validUntil().clone();
        untils[place.index()] = next;
        return new SlotRow(slot.row().values(), slot.row().timestamps(), untils);
    }
}
