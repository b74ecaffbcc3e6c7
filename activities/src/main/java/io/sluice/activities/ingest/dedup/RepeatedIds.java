package io.sluice.activities.ingest.dedup;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import scala.Tuple3;

/**
 * Hashes of ids that more than one row has. Hashes travel in blocks, eight bytes a row, and are sorted where they arrive: neither
 * rows nor objects for them are shuffled. Decision 033.
 */
final class RepeatedIds {
    /** So many repeated ids are told apart by a broadcast; with more, all rows are compared. */
    static final int MOST = 100_000;

    /** So many hashes, 16 MB, one task sorts. */
    private static final int HASHES = 2_000_000;

    private static final String PART = "_1";
    private static final String OURS = "_2";
    private static final Encoder<Tuple3<Integer, Boolean, byte[]>> BLOCKS =
            Encoders.tuple(Encoders.INT(), Encoders.BOOLEAN(), Encoders.BINARY());

    private RepeatedIds() {}

    /**
     * Finds them. Different ids may share a hash.
     *
     * @param rows those that may be kept
     * @param count about how many, for the number of tasks
     * @param id the hash of a row's id
     * @param trusted rows of other partitions that may be rows of this one
     * @return hashes of ids that {@code rows} have, at most one more than {@link #MOST}
     */
    static List<Long> of(Dataset<Row> rows, long count, Column id, Optional<Dataset<Row>> trusted) {
        int parts = (int) Math.min(1_000, 1 + count / HASHES);
        Dataset<Tuple3<Integer, Boolean, byte[]>> ours = blocks(rows, id, parts, true);
        // Ours arrive first, so that theirs, of which there may be many more, need not be kept.
        Dataset<Tuple3<Integer, Boolean, byte[]>> parted = trusted.map(
                        known -> ours.union(blocks(known, id, parts, false))
                                .repartition(parts, col(PART))
                                .sortWithinPartitions(col(OURS).desc()))
                .orElseGet(() -> ours.repartition(parts, col(PART)));
        MapPartitionsFunction<Tuple3<Integer, Boolean, byte[]>, byte[]> repeated = RepeatedIds::repeated;
        return parted.mapPartitions(repeated, Encoders.BINARY()).collectAsList().stream()
                .flatMapToLong(found -> Arrays.stream(HashBlock.read(found)))
                .limit(MOST + 1)
                .boxed()
                .toList();
    }

    private static Dataset<Tuple3<Integer, Boolean, byte[]>> blocks(
            Dataset<Row> rows, Column id, int parts, boolean ours) {
        MapPartitionsFunction<Long, Tuple3<Integer, Boolean, byte[]>> cut = hashes -> blocks(hashes, parts, ours);
        return rows.select(id).as(Encoders.LONG()).mapPartitions(cut, BLOCKS);
    }

    /** Blocks of hashes by the part that finds their like. */
    private static Iterator<Tuple3<Integer, Boolean, byte[]>> blocks(Iterator<Long> hashes, int parts, boolean ours) {
        List<HashBlock> open =
                IntStream.range(0, parts).mapToObj(part -> new HashBlock()).toList();
        return new Iterator<>() {
            private int last;

            @Override
            public boolean hasNext() {
                while (last < parts && !hashes.hasNext() && open.get(last).isEmpty()) {
                    last++;
                }
                return last < parts;
            }

            @Override
            public Tuple3<Integer, Boolean, byte[]> next() {
                while (hashes.hasNext()) {
                    long hash = hashes.next();
                    int part = Math.floorMod(hash, parts);
                    HashBlock block = open.get(part);
                    block.add(hash);
                    if (block.isFull()) {
                        return new Tuple3<>(part, ours, block.take());
                    }
                }
                while (open.get(last).isEmpty()) {
                    last++;
                }
                return new Tuple3<>(last, ours, open.get(last).take());
            }
        };
    }

    private static Iterator<byte[]> repeated(Iterator<Tuple3<Integer, Boolean, byte[]>> blocks) {
        HashPile pile = new HashPile(HASHES);
        while (blocks.hasNext()) {
            Tuple3<Integer, Boolean, byte[]> block = blocks.next();
            if (block._2()) {
                pile.add(HashBlock.read(block._3()));
            } else {
                pile.meet(HashBlock.read(block._3()));
            }
        }
        return pile.repeated(MOST).iterator();
    }
}
