package io.sluice.activities.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.ingest.TestingSource;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.TestingLake;
import io.sluice.activities.table.ProfileRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.known.KnownTable;
import io.sluice.quality.pinned.Profile;
import io.sluice.workflows.gate.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LakeSurroundingsTest {
    private static final String DAY = "2024-01-01";

    private final Lake lake = TestingLake.shared().lake();

    @TempDir
    private Path folder;

    @Test
    void knowsWhenPartitionsEnd() {
        assertThat(known("trusted.x", "2024-01-01", Map.of()).partitionEnd()).contains(at("2024-01-02T00:00:00Z"));
        assertThat(known("trusted.x", "2024-01-01T23", Map.of()).partitionEnd()).contains(at("2024-01-02T00:00:00Z"));
        assertThat(known("trusted.x", "2024-02", Map.of()).partitionEnd()).contains(at("2024-03-01T00:00:00Z"));
        assertThat(known("views.x_v1", "2024-01-01..2024-01-05", Map.of()).partitionEnd())
                .contains(at("2024-01-06T00:00:00Z"));
        assertThat(known("trusted.x", "all", Map.of()).partitionEnd()).isEmpty();
        assertThat(known("trusted.x", "all", Map.of("sluice.extracted-at", "1000"))
                        .extractionTime())
                .contains(Instant.ofEpochSecond(1));
    }

    @Test
    void pinsTheProfileOfACertifiedPartition() throws IOException {
        TestingSource source = source("pinned", "a,2024-01-01T10:00:00Z,1", "b,2024-01-01T11:00:00Z,3");
        assertThat(known("trusted.pinned", DAY, Map.of()).profile(DAY, "amount"))
                .as("nothing is certified yet")
                .isEmpty();
        Candidate first = source.publish(DAY, "one");
        Profile made =
                known("trusted.pinned", DAY, Map.of()).profile(DAY, "amount").orElseThrow();
        assertThat(made.values()).isEqualTo(2);

        write("a,2024-01-01T10:00:00Z,1", "b,2024-01-01T11:00:00Z,3", "c,2024-01-01T12:00:00Z,900");
        source.publish(DAY, "two");

        LakeSurroundings later = known("trusted.pinned", "2024-01-02", Map.of());
        assertThat(later.profile(DAY, "amount")).as("published anew").contains(made);
        assertThat(later.profile(DAY + ".." + "2024-01-05", "amount")
                        .orElseThrow()
                        .values())
                .as("another reference")
                .isEqualTo(3);
        long certified =
                lake.load(TableNames.trusted("pinned")).currentSnapshot().parentId();
        assertThat(later.profile(DAY + "@" + certified, "amount").orElseThrow().values())
                .isEqualTo(2);
        List<ProfileRow> rows = new SystemTables(lake)
                .profiles().scan().stream()
                        .filter(row -> row.dataset().equals("trusted.pinned"))
                        .toList();
        assertThat(rows).hasSize(3);
        assertThat(rows).allMatch(row -> row.version() == Profile.VERSION && row.rows() >= 2);
        assertThat(first.snapshotId()).isNotEmpty();
    }

    @Test
    void keepsNoValuesOfIdentifyingColumns() throws IOException {
        source("identifying", "a,2024-01-01T10:00:00Z,1").publish(DAY, "one");
        LakeSurroundings known = known("trusted.identifying", DAY, Map.of());
        assertThatThrownBy(() -> known.profile(DAY, "id"))
                .isInstanceOf(NotEvaluatedException.class)
                .hasMessage("column id is identifying, so that its values are not kept");
    }

    @Test
    void readsOtherTablesAtASnapshot() throws IOException {
        TestingSource source = source("other", "a,2024-01-01T10:00:00Z,1");
        assertThat(known("trusted.x", DAY, Map.of()).table("trusted.other")).isEmpty();
        source.publish(DAY, "one");
        long first = lake.load(TableNames.trusted("other")).currentSnapshot().snapshotId();
        LakeSurroundings earlier = known("trusted.x", DAY, Map.of());
        assertThat(earlier.table("trusted.other").orElseThrow().rows().count()).isEqualTo(1);
        write("a,2024-01-01T10:00:00Z,1", "b,2024-01-01T10:00:00Z,1");
        source.publish(DAY, "two");
        LakeSurroundings known = known("trusted.x", DAY, Map.of());
        assertThat(known.table("trusted.other").orElseThrow().rows().count()).isEqualTo(2);
        assertThat(known.table("trusted.other@" + first).orElseThrow().rows().count())
                .isEqualTo(1);
        assertThat(known.table("trusted.other").orElseThrow().rows().columns()).containsExactly("id", "at", "amount");
        assertThat(earlier.table("trusted.other").orElseThrow())
                .as("one audit reads one snapshot, whatever is published meanwhile")
                .satisfies(table -> assertThat(table.rows().count()).isEqualTo(1))
                .extracting(KnownTable::pinned)
                .isEqualTo("trusted.other@" + first);
        assertThat(known.table("trusted.other@12")).isEmpty();
        assertThatThrownBy(() -> known.table("landing.other")).hasMessageContaining("no table of certified rows");
        assertThatThrownBy(() -> known.table("trusted.other@x")).hasMessageContaining("names no snapshot");
    }

    @Test
    void knowsTheFilesOfADelivery() throws IOException {
        TestingSource source = source("files", "a,2024-01-01T10:00:00Z,1", "b,2024-01-01T11:00:00Z,2");
        Candidate candidate = source.stage(DAY, source.land(DAY, "one"), "one");
        Map<String, String> summary = lake.load(TableNames.trusted("files"))
                .snapshot(Long.parseLong(candidate.snapshotId()))
                .summary();
        LakeSurroundings known = known("trusted.files", DAY, summary);
        assertThat(known.files().orElseThrow()).singleElement().satisfies(file -> {
            assertThat(file.path()).isEqualTo(DAY + ".csv");
            assertThat(file.bytes()).isEqualTo(Files.size(folder.resolve(DAY + ".csv")));
            assertThat(file.corruptRows()).isZero();
        });
        assertThat(known.receivedRows()).contains(2L);
        assertThat(known("views.files_v1", DAY, Map.of()).files()).isEmpty();
    }

    private TestingSource source(String name, String... lines) throws IOException {
        write(lines);
        return TestingSource.csv(name, folder);
    }

    private void write(String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of("id,at,amount"));
        all.addAll(List.of(lines));
        Files.write(folder.resolve(DAY + ".csv"), all);
    }

    private LakeSurroundings known(String dataset, String partition, Map<String, String> summary) {
        return new LakeSurroundings(
                lake, TestingLake.shared().spark().session(), Instant.EPOCH, dataset, partition, summary);
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
