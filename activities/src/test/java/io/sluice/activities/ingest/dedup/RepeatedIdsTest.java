package io.sluice.activities.ingest.dedup;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.spark.TestingLake;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Against sets: which hashes come twice, whatever the parts and blocks that they travel in. */
final class RepeatedIdsTest {
    /** More than one block holds, and several parts. */
    private static final int ROWS = 30_000;

    private static final long SOME_PARTS = 5_000_000;

    private final SparkSession spark = TestingLake.shared().spark().session();
    private final Random random = new Random(20260108);

    @Test
    void findsWhatComesTwiceAndWhatIsTrustedAlready() {
        List<Long> rows = hashes();
        List<Long> trusted = hashes();

        assertThat(found(rows, SOME_PARTS, Optional.of(trusted)))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(expected(rows, trusted));
        assertThat(found(rows, 1, Optional.empty())).containsExactlyInAnyOrderElementsOf(expected(rows, List.of()));
    }

    @Test
    void findsNothingAmongFewRowsOrNone() {
        assertThat(found(List.of(1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 0L), SOME_PARTS, Optional.empty()))
                .isEmpty();
        assertThat(found(List.of(), 0, Optional.of(List.of(7L, 7L)))).isEmpty();
    }

    @Test
    void saysThatThereAreTooMany() {
        List<Long> rows = new ArrayList<>();
        for (long hash = 0; hash < RepeatedIds.MOST + 10; hash++) {
            rows.add(hash);
        }

        assertThat(found(rows, SOME_PARTS, Optional.of(rows))).hasSize(RepeatedIds.MOST + 1);
    }

    private List<Long> hashes() {
        List<Long> hashes = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            // About a fifth of so many draws comes again.
            hashes.add((long) random.nextInt(3 * ROWS) * 0x9E3779B97F4A7C15L);
        }
        return hashes;
    }

    private static Set<Long> expected(List<Long> rows, List<Long> trusted) {
        Set<Long> known = new HashSet<>(trusted);
        Set<Long> seen = new HashSet<>();
        Set<Long> repeated = new HashSet<>();
        for (Long hash : rows) {
            if (known.contains(hash) || !seen.add(hash)) {
                repeated.add(hash);
            }
        }
        return repeated;
    }

    private List<Long> found(List<Long> rows, long count, Optional<List<Long>> trusted) {
        return RepeatedIds.of(frame(rows), count, col("hash"), trusted.map(this::frame));
    }

    private Dataset<Row> frame(List<Long> hashes) {
        return spark.createDataset(hashes, Encoders.LONG()).toDF("hash");
    }
}
