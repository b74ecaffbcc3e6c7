package io.sluice.definitions.slot;

import io.sluice.definitions.aggregation.Accumulator;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tiles of one entity at a time, one row per hop with what the rows of that hop mean for each feature of that hop size.
 * Changes are written by {@link #save}.
 */
final class TileRows {
    private static final byte PREFIX = 'T';
    private static final byte FORMAT = 1;
    private static final byte[] NO_ENTITY = {};

    private final ByteStore store;
    private final int group;
    private final List<WindowSlot> features = new ArrayList<>();
    private final Map<Long, Tile> open = new LinkedHashMap<>();
    private byte[] entity = NO_ENTITY;

    private static final class Tile {
        final @Nullable Accumulator[] parts;
        boolean changed;

        Tile(int width) {
            parts = new Accumulator[width];
        }
    }

    /** {@code group} tells the hop sizes of a slot apart. */
    TileRows(ByteStore store, int group) {
        this.store = store;
        this.group = group;
    }

    /** Gives a feature its place in the rows. */
    int join(WindowSlot feature) {
        features.add(feature);
        return features.size() - 1;
    }

    /** Turns to an entity. What was not saved is forgotten. */
    void turnTo(byte[] wanted) {
        entity = wanted;
        open.clear();
    }

    /** What the rows of a hop mean for a feature that has such rows; not to be changed. */
    Accumulator part(int place, long tile) {
        Accumulator part = tile(tile).parts[place];
        if (part == null) {
            throw new IllegalStateException("The state of an entity is damaged: tile " + tile + " is missing");
        }
        return part;
    }

    /** The same to be changed; empty where the feature had no such rows. */
    Accumulator partToChange(int place, long number, Accumulator empty) {
        Tile tile = tile(number);
        tile.changed = true;
        Accumulator part = tile.parts[place];
        if (part == null) {
            part = empty.prepare();
            tile.parts[place] = part;
        }
        return part;
    }

    private Tile tile(long number) {
        Tile tile = open.get(number);
        if (tile == null) {
            byte[] stored = store.get(key(number));
            tile = stored == null ? new Tile(features.size()) : read(stored);
            open.put(number, tile);
        }
        return tile;
    }

    /** Drops a tile that no feature holds any more. */
    void release(long number) {
        for (WindowSlot feature : features) {
            if (feature.holds(number)) {
                return;
            }
        }
        open.remove(number);
        store.delete(key(number));
    }

    /** Writes the tiles that changed. */
    void save() {
        open.forEach((number, tile) -> {
            if (tile.changed) {
                store.put(key(number), write(number, tile));
                tile.changed = false;
            }
        });
    }

    private byte[] key(long number) {
        return Bytes.of(out -> {
            out.writeByte(PREFIX);
            Bytes.writeSized(entity, out);
            out.writeByte(group);
            Bytes.writeSortable(number, out);
        });
    }

    private byte[] write(long number, Tile tile) {
        return Bytes.of(out -> {
            out.writeByte(FORMAT);
            for (int place = 0; place < tile.parts.length; place++) {
                Accumulator part = tile.parts[place];
                boolean held = part != null && features.get(place).holds(number);
                out.writeBoolean(held);
                if (held) {
                    part.write(out);
                }
            }
        });
    }

    private Tile read(byte[] stored) {
        Tile tile = new Tile(features.size());
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored));
        try {
            if (in.readByte() != FORMAT) {
                throw new IllegalStateException("Cannot read a tile of format " + stored[0]);
            }
            for (int place = 0; place < tile.parts.length; place++) {
                tile.parts[place] =
                        in.readBoolean() ? features.get(place).empty().read(in) : null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tile;
    }
}
