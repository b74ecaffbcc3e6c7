package io.sluice.activities.ingest.dedup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The hashes that arrive at one task. Each is kept twice at most, which is all that is asked, so that a delivery in which every row
 * has the same few ids needs no more room than one of distinct ids.
 */
final class HashPile {
    private final int room;
    private long[] hashes = new long[HashBlock.HASHES];
    private int size;
    private final BitSet met = new BitSet();
    private boolean open = true;

    /** @param room from so many hashes on copies are thrown away before more room is taken */
    HashPile(int room) {
        this.room = room;
    }

    /** Adds our hashes; all of ours come before the first of theirs. */
    void add(long[] block) {
        if (!open) {
            throw new IllegalStateException("hashes of rows came after those of trusted rows");
        }
        if (size + block.length > hashes.length) {
            grow(block.length);
        }
        System.arraycopy(block, 0, hashes, size, block.length);
        size += block.length;
    }

    /** Remembers which of ours are among theirs. */
    void meet(long[] theirs) {
        close();
        for (long hash : theirs) {
            int place = Arrays.binarySearch(hashes, 0, size, hash);
            if (place >= 0) {
                met.set(place);
            }
        }
    }

    /** Blocks of the hashes that came twice or were met, each once; no more blocks than needed for more than so many. */
    List<byte[]> repeated(int most) {
        close();
        List<byte[]> found = new ArrayList<>();
        HashBlock block = new HashBlock();
        for (int i = 0; i < size && found.size() <= most / HashBlock.HASHES; i++) {
            boolean first = i == 0 || hashes[i] != hashes[i - 1];
            boolean again = i + 1 < size && hashes[i] == hashes[i + 1];
            if (first && (again || met.get(i))) {
                block.add(hashes[i]);
            }
            if (block.isFull()) {
                found.add(block.take());
            }
        }
        found.add(block.take());
        return found;
    }

    /** How many are kept. */
    int size() {
        return size;
    }

    private void close() {
        if (open) {
            thin();
            open = false;
        }
    }

    private void grow(int more) {
        if (size >= room) {
            thin();
        }
        if (size + more > hashes.length / 2) {
            hashes = Arrays.copyOf(hashes, Math.max(2 * hashes.length, size + more));
        }
    }

    private void thin() {
        Arrays.sort(hashes, 0, size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept < 2 || hashes[i] != hashes[kept - 2]) {
                hashes[kept++] = hashes[i];
            }
        }
        size = kept;
    }
}
