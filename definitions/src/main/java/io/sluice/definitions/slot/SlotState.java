package io.sluice.definitions.slot;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ResultIncidents;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of one entity at a time: a header with every feature and the newest tiles, and blocks of older ones beside it. */
final class SlotState {
    private static final byte PREFIX = 'H';
    private static final byte FORMAT = 2;

    private final ByteStore store;
    private final List<FeatureSlot> features = new ArrayList<>();
    private final List<TileRows> tiles = new ArrayList<>();
    private byte[] entity = {};
    private long now;
    private long due;
    private long shown;

    SlotState(SlotPlan plan, ByteStore store, ResultIncidents incidents) {
        this.store = store;
        Map<Long, TileRows> byHop = new LinkedHashMap<>();
        for (FeaturePlan feature : plan.features()) {
            if (feature.feature().window() == null) {
                features.add(new LatestSlot(feature, plan.source().kind()));
            } else {
                long hop = feature.feature().window().hop().toMillis();
                TileRows rows = byHop.computeIfAbsent(hop, size -> new TileRows(store, byHop.size()));
                features.add(new WindowSlot(feature, rows, incidents));
            }
        }
        tiles.addAll(byHop.values());
    }

    /** Where an entity's header is. */
    static byte[] headerKey(byte[] entity) {
        return Bytes.of(out -> {
            out.writeByte(PREFIX);
            out.write(entity);
        });
    }

    /** Turns to an entity as it was saved last; one that is not known is empty at {@code instant}. */
    void turnTo(byte[] wanted, long instant) {
        entity = wanted;
        tiles.forEach(rows -> rows.turnTo(wanted));
        byte[] header = store.get(headerKey(wanted));
        if (header == null) {
            now = instant;
            due = ChangePoint.NONE;
            shown = 0;
            features.forEach(FeatureSlot::clear);
        } else {
            Bytes.read("slot state", FORMAT, header, this::read);
        }
    }

    private SlotState read(DataInputStream in) throws IOException {
        now = in.readLong();
        due = in.readLong();
        shown = in.readLong();
        for (TileRows rows : tiles) {
            rows.read(in);
        }
        for (FeatureSlot feature : features) {
            feature.read(in, now);
        }
        return this;
    }

    /** Goes on to an instant. */
    void settle(long instant) {
        for (FeatureSlot feature : features) {
            feature.settle(now, instant);
            feature.forget(instant);
        }
        now = instant;
    }

    /** Takes in a row with an event time before the instant that was settled. */
    void add(SourceRow row) {
        for (int i = 0; i < features.size(); i++) {
            if (row.passes()[i]) {
                features.get(i).add(row.values()[i], row.eventTime(), row.eventId(), now);
                features.get(i).forget(now);
            }
        }
    }

    /** What a reader sees at the instant that was settled. */
    SlotRow row() {
        int width = features.size();
        SlotRow row = new SlotRow(new @Nullable Object[width], new long[width], new long[width]);
        for (int i = 0; i < width; i++) {
            FeatureSlot feature = features.get(i);
            row.values()[i] = feature.value();
            row.timestamps()[i] = feature.timestamp(now);
            row.validUntil()[i] = feature.next(now);
        }
        return row;
    }

    /** The index entry that is due for this entity as it was saved last; {@link ChangePoint#NONE}. */
    long savedDue() {
        return due;
    }

    /** When the entity must be looked at next although no row comes; {@link ChangePoint#NONE}. */
    long nextDue() {
        long least = ChangePoint.NONE;
        for (FeatureSlot feature : features) {
            least = Math.min(least, feature.due(now));
        }
        return least;
    }

    /** The fingerprint of the row that was given out last; 0 for none. */
    long shown() {
        return shown;
    }

    void show(long fingerprint) {
        shown = fingerprint;
    }

    /** Writes what changed; an entity that is as good as one without rows is dropped. */
    void save() {
        due = nextDue();
        tiles.forEach(TileRows::save);
        if (isBlank()) {
            store.delete(headerKey(entity));
            return;
        }
        store.put(headerKey(entity), Bytes.of(out -> {
            out.writeByte(FORMAT);
            out.writeLong(now);
            out.writeLong(due);
            out.writeLong(shown);
            for (TileRows rows : tiles) {
                rows.write(out);
            }
            for (FeatureSlot feature : features) {
                feature.write(out, now);
            }
        }));
    }

    private boolean isBlank() {
        for (FeatureSlot feature : features) {
            if (!feature.isBlank(now)) {
                return false;
            }
        }
        return true;
    }
}
