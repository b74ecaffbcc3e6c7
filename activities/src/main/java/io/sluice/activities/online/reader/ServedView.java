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
    /** Where a feature is: its place in its slot, or -1 for a derived one, and what stands for no value. */
    private record Place(
            ServedFeature feature,
            DataType type,
            int index,
            @Nullable Object fill) {}

    /** A slot that was read. {@code asOf}: until when it is known to hold what was declared. */
    private record Read(SlotRow row, long appliedAt, long asOf) {}

    private final String view;
    private final Live live;
    private final List<Column> keys;
    private final List<Place> places = new ArrayList<>();
    private final Map<String, SlotCodec> codecs = new HashMap<>();
    private final DerivedReadings derived;

    ServedView(String view, Live live) {
        this.view = view;
        this.live = live;
        this.keys = live.keys().stream()
                .map(key -> new Column(key.name(), DataType.parse(key.type())))
                .toList();
        Map<String, List<SlotFeature>> slots = new HashMap<>();
        for (ServedFeature feature : live.features()) {
            DataType type = DataType.parse(feature.type());
            List<SlotFeature> own = feature.slot() == null
                    ? new ArrayList<>()
                    : slots.computeIfAbsent(feature.slot(), slot -> new ArrayList<>());
            places.add(new Place(feature, type, feature.slot() == null ? -1 : own.size(), fill(feature, type)));
            own.add(new SlotFeature(feature.name(), type));
        }
        slots.forEach((slot, features) -> codecs.put(slot, new SlotCodec(features)));
        this.derived = derived(places);
    }

    private static @Nullable Object fill(ServedFeature feature, DataType type) {
        NullPolicy.Kind kind = NullPolicy.Kind.valueOf(feature.nullPolicy());
        return NullFill.value(new NullPolicy(kind, feature.nullLiteral()), type);
    }

    private static DerivedReadings derived(List<Place> places) {
        List<Column> columns = new ArrayList<>();
        List<@Nullable String> expressions = new ArrayList<>();
        List<@Nullable Object> fills = new ArrayList<>();
        for (Place place : places) {
            columns.add(new Column(place.feature().name(), place.type()));
            expressions.add(place.feature().expression());
            fills.add(place.fill());
        }
        return new DerivedReadings(columns, expressions, fills);
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
        Map<String, Read> slots = slots(stored);
        FeatureReading[] readings = new FeatureReading[places.size()];
        @Nullable Long[] computedAt = new Long[places.size()];
        for (int i = 0; i < readings.length; i++) {
            Place place = places.get(i);
            if (place.index() >= 0) {
                Read slot = slots.get(place.feature().slot());
                readings[i] = reading(place, slot, instant);
                computedAt[i] = slot == null ? null : slot.appliedAt();
            }
        }
        derived.evaluate(readings, computedAt);
        List<OnlineRecord> records = new ArrayList<>(readings.length);
        for (int i = 0; i < readings.length; i++) {
            records.add(record(key, places.get(i), readings[i], computedAt[i]));
        }
        return new OnlineEntity(key, records);
    }

    private Map<String, Read> slots(Map<String, StoredSlot> stored) {
        Map<String, Read> slots = new HashMap<>();
        stored.forEach((slot, bytes) -> {
            SlotCodec codec = codecs.get(slot);
            if (codec != null && !bytes.isEmpty()) {
                slots.put(slot, new Read(codec.decode(bytes.row()), bytes.appliedAt(), asOf(bytes)));
            }
        });
        return slots;
    }

    /** A slot that a later materialisation left alone holds what it held: it did not differ. */
    private long asOf(StoredSlot slot) {
        long pointer = live.target().asOfInstant().toEpochMilli();
        return Math.max(pointer, SlotVersion.decode(slot.version()).minor());
    }

    private FeatureReading reading(Place place, @Nullable Read slot, long instant) {
        if (slot == null) {
            return FeatureReading.missing(place.fill());
        }
        Long ms = live.freshnessMs();
        Duration freshness = ms == null ? null : Duration.ofMillis(ms);
        return FeatureReading.judge(bounded(slot, place), place.index(), instant, freshness, place.fill());
    }

    /** Contract §6: a window that moves by the hop holds no longer than to the next hop, whatever is known to expire. */
    private static SlotRow bounded(Read slot, Place place) {
        Long hop = place.feature().hopMs();
        if (hop == null) {
            return slot.row();
        }
        long delay = place.feature().delayMs();
        long next = (Math.floorDiv(slot.asOf() - delay, hop) + 1) * hop + delay;
        long[] untils = slot.row().validUntil().clone();
        untils[place.index()] = Math.min(next, untils[place.index()]);
        return new SlotRow(slot.row().values(), slot.row().timestamps(), untils);
    }

    private OnlineRecord record(EntityKey key, Place place, FeatureReading reading, @Nullable Long computedAt) {
        return new OnlineRecord(
                key.entityId(keys),
                place.feature().name(),
                place.type(),
                reading,
                computedAt,
                place.feature().version(),
                place.feature().ttlSeconds(),
                live.target().release());
    }
}
