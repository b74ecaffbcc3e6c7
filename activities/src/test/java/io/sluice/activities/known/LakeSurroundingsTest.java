package io.sluice.activities.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.activities.ingest.TestingSource;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.TestingLake;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.ProfileRow;
import io.sluice.definitions.model.Source;
import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.known.KnownTable;
import io.sluice.quality.known.SupplierManifest;
import io.sluice.quality.known.SupplierManifest.AnnouncedFile;
import io.sluice.quality.pinned.Profile;
import io.sluice.workflows.gate.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            assertThat(file.rows()).isEqualTo(2);
            assertThat(file.corruptRows()).isZero();
        });
        assertThat(known.receivedRows()).contains(2L);
        assertThat(known.manifest()).isEmpty();
        assertThat(known("views.files_v1", DAY, Map.of()).files()).isEmpty();
    }

    @Test
    void knowsWhatTheManifestOfADeliveryAnnounced() throws IOException {
        Files.createDirectories(folder.resolve(DAY));
        Path file = folder.resolve(DAY).resolve("a.csv");
        Files.writeString(file, "id,at,amount\na,2024-01-01T10:00:00Z,1\nb,2024-01-01T10:00:00Z,broken,row\n");
        Files.writeString(folder.resolve(DAY).resolve("b.csv"), "id,at,amount\nc,2024-01-01T10:00:00Z,1\n");
        // without a leading underscore it would be data, were it not declared
        Path manifest = folder.resolve(DAY).resolve(DAY + ".json");
        String a = "{\"path\":\"a.csv\",\"rows\":2,\"bytes\":%d,\"sha256\":\"%s\"}"
                .formatted(Files.size(file), TestingSource.sha256(file));
        Files.writeString(manifest, "{\"files\":[" + a + ",{\"path\":\"c.csv\",\"rows\":7}]}");

        SupplierManifest announced = announced("one").orElseThrow();
        assertThat(announced.unannounced()).containsExactly("b.csv");
        assertThat(announced.announced())
                .extracting(AnnouncedFile::path, AnnouncedFile::rows)
                .containsExactlyInAnyOrder(tuple("a.csv", 2L), tuple("c.csv", 7L));
        assertThat(announced.announced())
                .filteredOn(one -> one.path().equals("a.csv"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.bytes()).isEqualTo(one.received().bytes());
                    assertThat(one.sha256()).isEqualTo(one.received().sha256());
                    assertThat(one.received().rows()).isEqualTo(2);
                });

        // corrected, it is held against the same files anew
        Files.writeString(manifest, "{\"files\":[" + a + ",{\"path\":\"b.csv\"}]}");
        SupplierManifest corrected = announced("two").orElseThrow();
        assertThat(corrected.unannounced()).isEmpty();
        assertThat(corrected.announced()).extracting(AnnouncedFile::path).containsExactlyInAnyOrder("a.csv", "b.csv");
        for (String broken :
                List.of("[]", "{", "{\"files\":[{\"path\":\"a.csv\",\"rows\":1.5}]}", "{\"files\":[{}]}")) {
            Files.writeString(manifest, broken);
            assertThatThrownBy(() -> announced("four"))
                    .hasMessageContaining("Cannot read source announced: its manifest")
                    .hasMessageContaining("expected was {\"files\": [");
        }
    }

    private Optional<SupplierManifest> announced(String run) {
        Source.Batch batch = new Source.Batch(
                Source.Batch.Access.PATH,
                "csv",
                folder.resolve("{partition}").toString(),
                Map.of("manifest", "{partition}.json"),
                Source.Partitioning.DAY);
        Source plain = TestingSource.source("announced", "csv", "");
        TestingSource source =
                new TestingSource(TestingSource.source("announced", plain.schema(), plain.eventId(), batch));
        Candidate candidate = source.stage(DAY, source.land(DAY, run), run);
        return known(
                        "trusted.announced",
                        DAY,
                        lake.load(TableNames.trusted("announced"))
                                .snapshot(Long.parseLong(candidate.snapshotId()))
                                .summary())
                .manifest();
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
