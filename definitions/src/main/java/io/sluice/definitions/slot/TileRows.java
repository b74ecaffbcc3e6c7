package io.sluice.definitions.slot;

import io.sluice.definitions.aggregation.Accumulator;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tiles of one entity at a time: per hop, what its rows mean for each feature of that hop size (decision 104). The newest one,
 * which most rows are for, is in the entity's header; the others are in blocks of neighbours. A block is in the store while a feature
 * holds one of its tiles; a tile that nobody holds any more goes when its block is written or removed. Changes are written by {@link
 * #save} and {@link #write}.
 */
final class TileRows {
    private static final byte PREFIX = 'T';
    private static final byte[] NO_ENTITY = {};

    /** No hop has this number. */
    private static final long NONE = Long.MIN_VALUE;

    /** Partial aggregates in a block: fewer make more rows of a state that is restored, more make more bytes of a tile that joins. */
    private static final int PARTS_PER_BLOCK = 48;

    private final ByteStore store;
    private final int group;
    private final List<WindowSlot> features = new ArrayList<>();
    private final Map<Long, TileBlock> blocks = new HashMap<>();
    private int tilesPerBlock;
    private byte[] entity = NO_ENTITY;
    private long newest = NONE;
    private Tile newestTile = new Tile(0);

    /** {@code group} tells the hop sizes of a slot apart. */
    TileRows(ByteStore store, int group) {
        this.store = store;
        this.group = group;
    }

    /** Gives a feature its place in the rows. */
    int join(WindowSlot feature) {
        features.add(feature);
        boolean small = features.stream().allMatch(WindowSlot::isSmall);
        tilesPerBlock = small ? Math.max(1, PARTS_PER_BLOCK / features.size()) : 1;
        return features.size() - 1;
    }

    /** Turns to an entity without tiles, or whose newest one is {@link #read} next. What was not saved is forgotten. */
    void turnTo(byte[] wanted) {
        entity = wanted;
        blocks.clear();
        newest = NONE;
    }

    /** What the rows of a hop mean for a feature that has such rows; not to be changed. */
    Accumulator part(int place, long number) {
        Tile tile = number == newest ? newestTile : stored(number).tile(place(number), features);
        Accumulator part = tile == null ? null : tile.parts[place];
        if (part == null) {
            throw new IllegalStateException("The state of an entity is damaged: tile " + number + " is missing");
        }
        return part;
    }

    /** The same to be changed; empty where the feature does not hold the tile. */
    Accumulator partToChange(int place, long number, Accumulator empty) {
        Tile tile = number == newest ? newestTile : tileToChange(number);
        Accumulator part = tile.parts[place];
        if (part == null || !features.get(place).holds(number)) {
            part = empty.prepare();
            tile.parts[place] = part;
        }
        return part;
    }

    private Tile tileToChange(long number) {
        if (isHeld(number)) {
            Tile tile = blockToChange(number).tile(place(number), features);
            if (tile != null) {
                return tile;
            }
            throw new IllegalStateException("The state of an entity is damaged: tile " + number + " is missing");
        }
        Tile tile = new Tile(features.size());
        if (newest != NONE && number < newest) {
            blockToChange(number).put(place(number), tile);
        } else {
            retire();
            newest = number;
            newestTile = tile;
        }
        return tile;
    }

    /** The tile that was the newest joins its neighbours. */
    private void retire() {
        if (newest != NONE && isHeld(newest)) {
            blockToChange(newest).put(place(newest), newestTile);
        }
    }

    /** A feature does not hold a tile any more. */
    void release(long number) {
        if (number != newest) {
            block(number);
        }
    }

    /** Writes the blocks that changed, and removes those of which nobody holds a tile. */
    void save() {
        if (newest != NONE && !isHeld(newest)) {
            newest = NONE;
        }
        blocks.forEach((index, block) -> {
            if (!isStored(index)) {
                store.delete(key(index));
            } else if (block.isChanged()) {
                store.put(key(index), block.write(features, this::isStoredTile));
            }
        });
        blocks.clear();
    }

    /** Writes the newest tile, for {@link #read}; to be called after {@link #save}. */
    void write(DataOutputStream out) throws IOException {
        out.writeBoolean(newest != NONE);
        if (newest != NONE) {
            Bytes.writeNumber(newest, out);
            newestTile.write(newest, features, out);
        }
    }

    /** Takes what {@link #write} wrote. */
    void read(DataInputStream in) throws IOException {
        if (in.readBoolean()) {
            newest = Bytes.readNumber(in);
            newestTile = Tile.read(features, in);
        }
    }

    private TileBlock block(long number) {
        return blocks.computeIfAbsent(
                Math.floorDiv(number, tilesPerBlock), index -> new TileBlock(index * tilesPerBlock, tilesPerBlock));
    }

    /** The block of a tile with what the store has of it. */
    private TileBlock stored(long number) {
        TileBlock block = block(number);
        if (!block.isKnown()) {
            block.know(store.get(key(Math.floorDiv(number, tilesPerBlock))));
        }
        return block;
    }

    /** The same to be changed: where nobody holds a tile of it, what the store may have of it counts no more. */
    private TileBlock blockToChange(long number) {
        if (isStored(Math.floorDiv(number, tilesPerBlock))) {
            return stored(number).change();
        }
        TileBlock block = block(number);
        if (!block.isKnown()) {
            block.know(null);
        }
        return block.change();
    }

    private int place(long number) {
        return (int) Math.floorMod(number, (long) tilesPerBlock);
    }

    /** Whether a tile of a block is held, beside the newest. */
    private boolean isStored(long index) {
        long from = index * tilesPerBlock;
        for (WindowSlot feature : features) {
            long held = feature.heldFrom(from);
            if (held == newest) {
                held = feature.heldFrom(held + 1);
            }
            if (held < from + tilesPerBlock) {
                return true;
            }
        }
        return false;
    }

    private boolean isStoredTile(long number) {
        return number != newest && isHeld(number);
    }

    private boolean isHeld(long number) {
        for (WindowSlot feature : features) {
            if (feature.holds(number)) {
                return true;
            }
        }
        return false;
    }

    private byte[] key(long index) {
        return Bytes.of(out -> {
            out.writeByte(PREFIX);
            Bytes.writeSized(entity, out);
            out.writeByte(group);
            Bytes.writeSortable(index, out);
        });
    }
}
