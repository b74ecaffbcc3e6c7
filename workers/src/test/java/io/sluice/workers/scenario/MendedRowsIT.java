package io.sluice.workers.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.LineageRow;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the flow left of the shop: a row that a mended rule let out of quarantine, and an order that came a day late. */
@Tag("acceptance")
final class MendedRowsIT {
    private static final TableIdentifier TRUSTED = TableNames.trusted(Shop.SOURCE);

    private static Lake lake;

    @BeforeAll
    static void open() {
        lake = Lake.open(LakeConfig.embedded(ReferenceRun.get().home().resolve("lake")));
    }

    @AfterAll
    static void close() {
        lake.close();
    }

    @Test
    void theRowIsTrustedAndSaysSoInQuarantine() throws Exception {
        assertThat(rows(TRUSTED))
                .extracting(row -> "%s %s %s"
                        .formatted(row.getField("order_id"), row.getField("_partition_label"), row.getField("amount")))
                .containsExactlyInAnyOrder(
                        "1 2024-03-01 20.00",
                        "2 2024-03-01 30.00",
                        "3 2024-03-01 500.00",
                        "4 2024-03-02 10.00",
                        "5 2024-03-01 40.00");
        assertThat(rows(TableNames.quarantine(Shop.SOURCE)))
                .extracting(row -> "%s %s".formatted(row.getField("order_id"), row.getField("_released_as")))
                .containsExactly("3 trusted");
    }

    /** Refused, let out of quarantine, staged again with the late order: three publications, each through the gate. */
    @Test
    void everyPublicationOfTheDayCrossedTheGate() {
        SystemTables tables = new SystemTables(lake);
        List<PartitionRow> published = tables.partitions().scan().stream()
                .filter(row -> row.dataset().equals(TRUSTED.toString()))
                .sorted((one, other) -> Long.compare(one.sequence(), other.sequence()))
                .toList();
        assertThat(published)
                .extracting(row -> "%s %s %d".formatted(row.partition(), row.outcome(), row.rows()))
                .containsExactly("2024-03-01 PASS 2", "2024-03-01 PASS 3", "2024-03-02 PASS 1", "2024-03-01 PASS 4");
        PartitionRow mended = published.get(1);
        assertThat(tables.lineage().scan())
                .filteredOn(row -> row.output().equals(TRUSTED + "@" + mended.publishedSnapshotId()))
                .flatExtracting(LineageRow::inputs)
                .anyMatch(input -> input.toString().startsWith("quarantine." + Shop.SOURCE + "@"))
                .contains(TRUSTED + "@" + published.get(0).publishedSnapshotId());
    }

    /** With the mended row, 500, and the late one, 40, on the day that they belong to and as they leave the window of a day. */
    @Test
    void theViewFollows() throws Exception {
        Table view = lake.load(TableNames.view(Shop.VIEW, "v1"));
        assertThat(view.refs()).containsKey(Shop.VIEW + "@v1-000001");
        assertThat(new SystemTables(lake).releases().scan())
                .filteredOn(release -> release.view().equals(Shop.VIEW))
                .extracting(release -> release.certifiedFrom() + " " + release.certifiedThrough())
                .containsExactly("2024-03-02T00:00:00Z 2024-03-03T00:00:00Z");
        assertThat(rows(TableNames.view(Shop.VIEW, "v1")))
                .extracting(row -> "%s %s %s %s"
                        .formatted(
                                row.getField("shopper"),
                                row.getField("feature_timestamp"),
                                row.getField("spent_1d"),
                                row.getField("spent_ever")))
                .containsExactlyInAnyOrder(
                        "ann 2024-03-01T11:00Z 20.00 null",
                        "ben 2024-03-01T13:00Z 30.00 null",
                        "ann 2024-03-01T16:00Z 520.00 null",
                        "ann 2024-03-01T19:00Z 560.00 null",
                        "ann 2024-03-02T00:00Z 560.00 560.00",
                        "ben 2024-03-02T00:00Z 30.00 30.00",
                        "ben 2024-03-02T10:00Z 40.00 30.00",
                        "ann 2024-03-02T11:00Z 540.00 560.00",
                        "ben 2024-03-02T13:00Z 10.00 30.00",
                        "ann 2024-03-02T16:00Z 40.00 560.00",
                        "ann 2024-03-02T19:00Z null 560.00",
                        "ben 2024-03-03T00:00Z 10.00 40.00");
    }

    private static List<Record> rows(TableIdentifier name) throws Exception {
        try (CloseableIterable<Record> scan =
                IcebergGenerics.read(lake.load(name)).build()) {
            List<Record> rows = new ArrayList<>();
            scan.forEach(rows::add);
            return rows;
        }
    }
}
