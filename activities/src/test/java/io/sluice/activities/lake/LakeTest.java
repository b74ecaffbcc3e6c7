package io.sluice.activities.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.ingest.TestingSource;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LakeTest {
    @TempDir
    Path folder;

    @Test
    void isTheCatalogSluiceOfASparkSession() {
        try (Lake lake = Lake.open(LakeConfig.embedded(folder))) {
            assertThat(lake.sparkProperties())
                    .containsEntry("spark.sql.catalog.sluice", "org.apache.iceberg.spark.SparkCatalog")
                    .containsEntry("spark.sql.catalog.sluice.cache-enabled", "false")
                    .containsEntry("spark.sql.catalog.sluice.jdbc.schema-version", "V1")
                    .containsEntry(
                            "spark.sql.catalog.sluice.uri",
                            "jdbc:sqlite:" + folder + "/catalog.db?journal_mode=WAL&busy_timeout=10000")
                    .containsEntry("spark.sql.catalog.sluice.warehouse", "file://" + folder + "/warehouse");
        }
    }

    @Test
    void createsATableOnceWhoeverAsks() {
        TableLayout layout = TableLayouts.trusted(TestingRows.source("clicks"));
        List<CompletableFuture<UUID>> all = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.supplyAsync(() -> {
                    try (Lake lake = Lake.open(LakeConfig.embedded(folder))) {
                        return lake.loadOrCreate(layout).uuid();
                    }
                }))
                .toList();

        List<UUID> ids = all.stream().map(CompletableFuture::join).toList();
        assertThat(ids).hasSize(4).containsOnly(ids.get(0));
    }

    @Test
    void aTableGetsWhatItsLayoutHasGotAndLosesNothing() {
        Source source = TestingSource.source("clicks", "csv", "in");
        List<Column> more = List.of(
                new Column("id", DataType.STRING),
                new Column("at", DataType.TIMESTAMP),
                new Column("mail", DataType.STRING),
                new Column("count", DataType.BIGINT));
        List<Column> before = List.of(
                new Column("id", DataType.STRING),
                new Column("at", DataType.TIMESTAMP),
                new Column("gone", DataType.STRING),
                new Column("count", DataType.INT));
        try (Lake lake = Lake.open(LakeConfig.embedded(folder))) {
            lake.loadOrCreate(TableLayouts.trusted(TestingSource.withSchema(source, before)));
            TableLayout layout =
                    TableLayouts.trusted(TestingSource.identifying(TestingSource.withSchema(source, more), "mail"));
            Table table = lake.loadOrCreate(layout);
            assertThat(table.schema().findField("mail").type()).isEqualTo(Types.StringType.get());
            assertThat(table.schema().findField("count").type()).isEqualTo(Types.LongType.get());
            assertThat(table.schema().findField("gone")).isNotNull();
            assertThat(table.properties())
                    .as("no bounds of what identifies people")
                    .containsEntry("write.metadata.metrics.column.mail", "none");
            int schema = table.schema().schemaId();
            assertThat(lake.loadOrCreate(layout).schema().schemaId()).isEqualTo(schema);
        }
    }

    @Test
    void ofManyColumnsFewRowsAreReadAtOnce() {
        try (Lake lake = Lake.open(LakeConfig.embedded(folder))) {
            lake.loadOrCreate(columns("wide", 3000));
            Table narrow = lake.loadOrCreate(columns("narrow", 100));
            assertThat(narrow.properties()).doesNotContainKey("read.parquet.vectorization.batch-size");

            assertThat(lake.load(TableIdentifier.of("landing", "wide")).properties())
                    .containsEntry("read.parquet.vectorization.batch-size", "166");
            assertThat(lake.loadOrCreate(columns("narrow", 1000)).properties())
                    .containsEntry("read.parquet.vectorization.batch-size", "500");
            // Columns that others have added count, and a smaller number of somebody's own stays.
            narrow.refresh();
            narrow.updateProperties()
                    .set("read.parquet.vectorization.batch-size", "7")
                    .commit();
            assertThat(lake.loadOrCreate(columns("narrow", 1)).properties())
                    .containsEntry("read.parquet.vectorization.batch-size", "7");
            narrow.updateProperties()
                    .remove("read.parquet.vectorization.batch-size")
                    .commit();
            assertThat(lake.loadOrCreate(columns("narrow", 1)).properties())
                    .containsEntry("read.parquet.vectorization.batch-size", "500");
        }
    }

    private static TableLayout columns(String name, int columns) {
        List<Types.NestedField> fields = IntStream.range(0, columns)
                .mapToObj(i -> Types.NestedField.optional(i + 1, "c" + i, Types.StringType.get()))
                .toList();
        return new TableLayout(
                TableIdentifier.of("landing", name), new Schema(fields), PartitionSpec.unpartitioned(), Map.of());
    }

    @Test
    void saysThatTheFolderOfTheCatalogIsMissing() {
        Path nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> Lake.open(LakeConfig.embedded(nowhere)))
                .isInstanceOf(LakeUnavailableException.class)
                .hasMessageContaining(nowhere + "/catalog.db")
                .hasMessageContaining("check that its folder exists");
    }

    @Test
    void whoOnlyReadsCreatesNothing() throws IOException {
        try (Lake lake = Lake.openToRead(LakeConfig.embedded(folder))) {
            assertThat(lake.find(TableNames.system("definitions"))).isEmpty();
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
        assertThatThrownBy(() -> Lake.openToRead(LakeConfig.embedded(folder.resolve("nowhere"))))
                .isInstanceOf(LakeUnavailableException.class);
        try (Lake written = Lake.open(LakeConfig.embedded(folder))) {
            written.loadOrCreate(TableLayouts.trusted(TestingRows.source("clicks")));
        }
        try (Lake lake = Lake.openToRead(LakeConfig.embedded(folder))) {
            assertThat(lake.find(TableNames.trusted("clicks"))).isPresent();
        }
    }

    @Test
    void saysThatTheCatalogIsLocked() throws Exception {
        LakeConfig impatient = LakeConfig.of(
                "jdbc:sqlite:" + folder + "/catalog.db?journal_mode=WAL&busy_timeout=50",
                folder.resolve("warehouse").toString());
        try (Lake lake = Lake.open(impatient);
                Connection holder = DriverManager.getConnection("jdbc:sqlite:" + folder + "/catalog.db");
                Statement statement = holder.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");

            assertThatThrownBy(() -> lake.loadOrCreate(TableLayouts.trusted(TestingRows.source("clicks"))))
                    .isInstanceOf(LakeUnavailableException.class)
                    .hasMessageContaining("is locked by another process");
        }
    }

    @Test
    void saysThatTheWarehouseCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("occupied"), "not a folder");
        LakeConfig config = LakeConfig.of("jdbc:sqlite:" + folder + "/catalog.db", file.toString());
        try (Lake lake = Lake.open(config)) {
            assertThatThrownBy(() -> lake.loadOrCreate(TableLayouts.trusted(TestingRows.source("clicks"))))
                    .isInstanceOf(LakeUnavailableException.class)
                    .hasMessageContaining("warehouse " + file);
        }
    }

    @Test
    void saysThatTheWarehouseIsGone() throws Exception {
        TableLayout layout = TableLayouts.trusted(TestingRows.source("clicks"));
        try (Lake lake = Lake.open(LakeConfig.embedded(folder))) {
            lake.loadOrCreate(layout);
            Files.move(folder.resolve("warehouse"), folder.resolve("elsewhere"));

            assertThatThrownBy(() -> lake.load(layout.name()))
                    .isInstanceOf(LakeUnavailableException.class)
                    .hasMessageContaining("warehouse " + folder + "/warehouse cannot be read or written")
                    .hasMessageContaining("check that the folder exists");
        }
    }

    @Test
    void saysWhichCatalogDoesNotHaveATable() {
        try (Lake lake = Lake.open(LakeConfig.embedded(folder))) {
            assertThatThrownBy(() -> lake.load(TableNames.trusted("clicks")))
                    .hasMessageContaining("Missing table: trusted.clicks is not in the catalog jdbc:sqlite:" + folder);
        }
    }

    @Test
    void refusesAnAddressThatIsNoCatalog() {
        assertThatThrownBy(() -> LakeConfig.of("hdfs://somewhere", "warehouse"))
                .hasMessageContaining("lake.catalog-uri")
                .hasMessageContaining("jdbc:sqlite:<file>");
    }

    @Test
    void neverShowsASecret() {
        LakeConfig config = new LakeConfig(
                "jdbc:postgresql://db/lake?user=a&password=secret1", "w", Map.of("jdbc.password", "secret2"));

        assertThat(config.toString()).doesNotContain("secret1").doesNotContain("secret2");
        assertThat(config.shownUri()).isEqualTo("jdbc:postgresql://db/lake");
    }
}
