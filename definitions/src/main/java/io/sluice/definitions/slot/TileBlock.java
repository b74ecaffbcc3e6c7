package io.sluice.definitions.slot;

import io.sluice.definitions.store.Bytes;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Neighbouring tiles in one row of the store. Only those that are asked for are unpacked. */
final class TileBlock {
    private static final byte FORMAT = 2;

    private final long first;
    private final byte @Nullable [][] packed;
    private final @Nullable Tile[] tiles;
    private boolean known;
    private boolean changed;

    /** A block of so many tiles from a number on, of which nothing is known. */
    TileBlock(long first, int size) {
        this.first = first;
        packed = new byte @Nullable [size][];
        tiles = new Tile[size];
    }

    /** Whether {@link #know} was called. */
    boolean isKnown() {
        return known;
    }

    /** Takes what {@link #write} wrote; null: nothing. */
    void know(byte @Nullable [] stored) {
        known = true;
        if (stored != null) {
            Bytes.read("block of tiles", FORMAT, stored, in -> {
                while (in.available() > 0) {
                    int place = in.readUnsignedByte();
                    packed[place] = Bytes.readSized(in);
                }
                return this;
            });
        }
    }

    boolean isChanged() {
        return changed;
    }

    TileBlock change() {
        changed = true;
        return this;
    }

    void put(int place, Tile tile) {
        tiles[place] = tile;
    }

    /** A tile; null where there is none. */
    @Nullable
    Tile tile(int place, List<WindowSlot> features) {
        byte[] bytes = packed[place];
        if (tiles[place] == null && bytes != null) {
            try {
                tiles[place] = Tile.read(features, new DataInputStream(new ByteArrayInputStream(bytes)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return tiles[place];
    }

    /** The tiles that are wanted, by their numbers. */
    byte[] write(List<WindowSlot> features, LongPredicate wanted) {
        return Bytes.of(out -> {
            out.writeByte(FORMAT);
            for (int place = 0; place < tiles.length; place++) {
                long number = first + place;
                Tile tile = tiles[place];
                byte[] bytes = tile == null ? packed[place] : Bytes.of(part -> tile.write(number, features, part));
                if (bytes != null && wanted.test(number)) {
                    out.writeByte(place);
                    Bytes.writeSized(bytes, out);
                }
            }
        });
    }
}
