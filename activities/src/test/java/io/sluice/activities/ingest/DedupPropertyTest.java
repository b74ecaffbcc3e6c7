package io.sluice.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.TestingLake;
import io.sluice.activities.typing.CanonicalRow;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.workflows.gate.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random rows of which many have one identity, or one id at several instants, in random order: the naive count and choice. */
final class DedupPropertyTest {
    private static final String DAY = "2024-01-01";
    private static final List<Column> COLUMNS = List.of(
            new Column("id", DataType.STRING),
            new Column("at", DataType.TIMESTAMP),
            new Column("amount", DataType.DOUBLE));

    /** Texts of which some are one number, some no number. */
    private static final List<String> AMOUNTS = List.of("1", "1.0", "2", "-0.0", "0", "", "1e3", "1000", "0.1");

    @TempDir
    private Path folder;

    @Test
    void ofEachIdentityTheLeastContentStays() throws IOException {
        for (long seed = 1; seed <= 2; seed++) {
            Random random = new Random(seed);
            TestingSource source = TestingSource.csv("dedup_seed_" + seed, folder);
            List<String> lines = new ArrayList<>(List.of("id,at,amount"));
            TreeMap<String, TreeMap<String, Object[]>> byIdentity = new TreeMap<>();
            TreeMap<String, TreeMap<String, Integer>> instants = new TreeMap<>();
            int rows = 150;
            for (int i = 0; i < rows; i++) {
                String id = "u" + random.nextInt(25);
                Instant at = Instant.parse("2024-01-01T10:00:00Z").plusMillis(random.nextInt(3));
                String amount = AMOUNTS.get(random.nextInt(AMOUNTS.size()));
                lines.add(id + "," + at + "," + amount);
                @Nullable
                Object[] row = {id, at.toEpochMilli(), amount.isEmpty() ? null : (Object) Double.valueOf(amount)};
                byIdentity
                        .computeIfAbsent(id + " " + at.toEpochMilli(), identity -> new TreeMap<>())
                        .put(CanonicalRow.hash(COLUMNS, row), row);
                instants.computeIfAbsent(id, any -> new TreeMap<>()).put(at.toString(), 1);
            }
            Files.write(folder.resolve(DAY + ".csv"), lines);

            Candidate candidate = source.stage(DAY, source.land(DAY, "run"), "run");

            int contents = byIdentity.values().stream().mapToInt(TreeMap::size).sum();
            assertThat(staged(candidate))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(byIdentity.values().stream()
                            .map(identity -> shown(identity.firstEntry().getValue()))
                            .toList());
            assertThat(candidate.duplicates()).as("seed %d", seed).isEqualTo(rows - contents);
            assertThat(candidate.quarantined()).as("seed %d", seed).isEqualTo(contents - byIdentity.size());
            assertThat(reused(candidate))
                    .as("seed %d", seed)
                    .isEqualTo(instants.values().stream()
                            .mapToInt(TreeMap::size)
                            .filter(several -> several > 1)
                            .sum());
        }
    }

    private static List<String> staged(Candidate candidate) {
        return TestingLake.shared()
                .spark()
                .session()
                .read()
                .option("snapshot-id", candidate.snapshotId())
                .table("sluice." + candidate.dataset())
                .selectExpr("id", "unix_millis(at)", "amount")
                .collectAsList()
                .stream()
                .map(row -> shown(new Object[] {row.get(0), row.get(1), row.get(2)}))
                .toList();
    }

    /** As numbers are: 0.0 and -0.0 are one. */
    private static String shown(@Nullable Object[] row) {
        return row[0] + " " + row[1] + " " + (row[2] instanceof Double amount ? (Object) (amount + 0.0) : null);
    }

    private static long reused(Candidate candidate) {
        return StagedFacts.of(TestingLake.shared()
                        .lake()
                        .load(TableNames.parse(candidate.dataset()))
                        .snapshot(Long.parseLong(candidate.snapshotId()))
                        .summary())
                .reused();
    }
}
