package io.sluice.definitions.slot;

import io.sluice.definitions.aggregation.Accumulator;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rows of one hop mean for each feature of a hop size; null: nothing. */
final class Tile {
    final @Nullable Accumulator[] parts;

    Tile(int width) {
        parts = new Accumulator[width];
    }

    /** Writes what features hold of a tile of this number. */
    void write(long number, List<WindowSlot> features, DataOutputStream out) throws IOException {
        for (int place = 0; place < parts.length; place++) {
            Accumulator part = parts[place];
            boolean held = part != null && features.get(place).holds(number);
            out.writeBoolean(held);
            if (held) {
                part.write(out);
            }
        }
    }

    /** What {@link #write} wrote. */
    static Tile read(List<WindowSlot> features, DataInputStream in) throws IOException {
        Tile tile = new Tile(features.size());
        for (int place = 0; place < tile.parts.length; place++) {
            tile.parts[place] = in.readBoolean() ? features.get(place).empty().read(in) : null;
        }
        return tile;
    }
}
