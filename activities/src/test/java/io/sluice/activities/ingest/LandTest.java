package io.sluice.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.spark.TestingLake;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.ingest.Landed;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LandTest {
    private final SparkSession spark = TestingLake.shared().spark().session();

    @TempDir
    Path folder;

    @Test
    void landsTheSameFileOnce() throws IOException {
        TestingSource source = TestingSource.csv("land_once", folder);
        csv("2024-01-01.csv", "id,at,amount", "a,2024-01-01T10:00:00Z,1.5", "b,2024-01-01T11:00:00Z,x");

        Landed first = source.land("2024-01-01", "run-1");
        Landed second = source.land("2024-01-01", "run-2");

        assertThat(first.rows()).isEqualTo(2);
        assertThat(second).isEqualTo(first);
        assertThat(table("land_once").snapshots()).hasSize(1);
        assertThat(rows("land_once")
                        .select("id", "_source_position")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[a,0], [b,1]]");
    }

    @Test
    void aChangedFileOfTheSameNameIsAnotherDeliveryAndEveryFileIsOnRecordWithItsHash() throws IOException {
        TestingSource source = TestingSource.csv("land_hashes", folder, "{partition}");
        csv("2024-01-01/one.csv", "id,at,amount", "a,2024-01-01T10:00:00Z,1");
        csv("2024-01-01/two.csv", "id,at,amount", "b,2024-01-01T10:00:00Z,2");
        List<String> first = hashes("one", "two");
        Landed before = source.land("2024-01-01", "run-1");
        csv("2024-01-01/two.csv", "id,at,amount", "b,2024-01-01T10:00:00Z,3");

        Landed changed = source.land("2024-01-01", "run-2");
        source.land("2024-01-01", "run-3");

        assertThat(changed.deliveryId()).isNotEqualTo(before.deliveryId());
        assertThat(manifest("land_hashes", before)).isEqualTo(first);
        assertThat(manifest("land_hashes", changed)).isEqualTo(hashes("one", "two"));
        assertThat(hashes("one", "two")).isNotEqualTo(first);
        assertThat(rows("land_hashes")
                        .where("_delivery = '" + changed.deliveryId() + "'")
                        .select("amount")
                        .orderBy("id")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[1], [3]]");
    }

    /** Name, size and hash of each file of a delivery. */
    private List<String> manifest(String source, Landed landed) {
        return spark
                .table("sluice.landing.files__manifest")
                .where("source = '" + source + "' and delivery = '" + landed.deliveryId() + "'")
                .orderBy("path")
                .selectExpr("concat_ws(' ', regexp_extract(path, '[^/]*$', 0), bytes, sha256)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private List<String> hashes(String... names) throws IOException {
        List<String> hashes = new java.util.ArrayList<>();
        for (String name : names) {
            Path file = folder.resolve("2024-01-01").resolve(name + ".csv");
            hashes.add(name + ".csv " + Files.size(file) + " " + TestingSource.sha256(file));
        }
        return hashes;
    }

    @Test
    void keepsRowsThatCannotBeParsed() throws IOException {
        TestingSource source = TestingSource.json("land_corrupt", folder);
        csv(
                "2024-01-01.json",
                "{\"id\":\"a\",\"at\":\"2024-01-01T10:00:00Z\",\"amount\":1.5,\"extra\":{\"x\":1}}",
                "{broken",
                "{\"id\":\"b\",\"at\":\"2024-01-01T10:00:00.0000019Z\"}");

        Landed landed = source.land("2024-01-01", "run-1");

        assertThat(landed.rows()).isEqualTo(3);
        assertThat(landed.corruptRows()).isEqualTo(1);
        assertThat(landed.truncatedTimestamps()).isEqualTo(1);
        assertThat(landed.newColumns()).containsExactly("extra");
        assertThat(rows("land_corrupt")
                        .select("id", "extra", "_corrupt_record")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[a,{\"x\":1},null], [null,null,{broken], [b,null,null]]");
    }

    @Test
    void keepsEveryDigitOfANumber() throws IOException {
        TestingSource source = TestingSource.json("land_digits", folder);
        csv("2024-01-01.json", "{\"amount\": 12345678901234567890.10, \"id\": [1.10, {\"x\": 1e2}]}");
        source.land("2024-01-01", "run-1");

        assertThat(rows("land_digits").select("amount", "id").head().toString())
                .isEqualTo("[12345678901234567890.10,[1.10,{\"x\":1E+2}]]");
    }

    @Test
    void refusesAnObjectThatNamesAKeyTwice() throws IOException {
        TestingSource source = TestingSource.json("land_twice", folder);
        csv("2024-01-01.json", "{\"id\": \"a\", \"id\": \"b\"}", "42", "", "{\"id\": \"c\"}");

        assertThat(source.land("2024-01-01", "run-1").corruptRows()).isEqualTo(2);
        assertThat(rows("land_twice").select("_corrupt_record").collectAsList().toString())
                .isEqualTo("[[{\"id\": \"a\", \"id\": \"b\"}], [42], [null]]");
    }

    @Test
    void tellsMissingNewAndRetypedColumns() {
        TestingSource source = TestingSource.parquet("land_drift", folder);
        spark.sql("SELECT 'a' id, timestamp_ntz'2024-01-01 10:00:00' at, 1.5D amount")
                .write()
                .parquet(file("2024-01-01.parquet"));
        spark.sql("SELECT 'a' id, timestamp_ntz'2024-01-02 10:00:00' at, 'many' amount, 1 more")
                .write()
                .parquet(file("2024-01-02.parquet"));
        spark.sql("SELECT 'a' id, timestamp_ntz'2024-01-03 10:00:00' at")
                .write()
                .parquet(file("2024-01-03.parquet"));

        Landed good = source.land("2024-01-01", "run-1");
        Landed retyped = source.land("2024-01-02", "run-2");
        Landed missing = source.land("2024-01-03", "run-3");

        assertThat(good.missingColumns()).isEmpty();
        assertThat(retyped.retypedColumns()).containsExactly("amount: string, double");
        assertThat(retyped.newColumns()).containsExactly("more");
        assertThat(missing.missingColumns()).containsExactly("amount");
        assertThat(rows("land_drift")
                        .select("amount", "amount__as_string", "more")
                        .orderBy("_partition_label")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[1.5,null,null], [null,many,1], [null,null,null]]");
    }

    @Test
    void selectsThePartitionFromAFileOfAllByEventTime() throws IOException {
        TestingSource source = TestingSource.csv("land_select", folder, "all.csv");
        csv(
                "all.csv",
                "id,at,amount",
                "late,2023-12-31T22:30:00Z,1",
                "kept,2023-12-31T23:00:00Z,1",
                "in,2024-01-01T00:00:00Z,1",
                "next,2024-01-02T00:00:00Z,1",
                "when,never,1");

        assertThat(source.land("2024-01-01", "run-1").rows()).isEqualTo(3);
        assertThat(rows("land_select").select("id").collectAsList().toString()).isEqualTo("[[kept], [in], [when]]");
        assertThat(source.land("2024-06-01", "run-2").rows()).isEqualTo(1);
    }

    @Test
    void readsEachFileByItsOwnHeader() throws IOException {
        TestingSource source = TestingSource.csv("land_headers", folder, "{partition}");
        csv("2024-01-01/one.csv", "id,at,amount", "a,2024-01-01T10:00:00Z,1");
        csv("2024-01-01/two.csv", "amount,id,at", "2,b,2024-01-01T10:00:00Z");
        csv("2024-01-01/_SUCCESS", "");

        assertThat(source.land("2024-01-01", "run-1").files()).isEqualTo(2);
        assertThat(rows("land_headers")
                        .select("id", "amount")
                        .orderBy("id")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[a,1], [b,2]]");
    }

    @Test
    void refusesWhatCannotBeReadWithASentence() throws IOException {
        TestingSource source = TestingSource.parquet("land_bad", folder);
        assertUnreadable(() -> source.land("2024-01-01", "r"), "there is no file at", "2024-01-01.parquet");
        Files.createFile(folder.resolve("2024-01-02.parquet"));
        assertUnreadable(() -> source.land("2024-01-02", "r"), "2024-01-02.parquet is empty (0 bytes)");
        csv("2024-01-03.parquet", "this is no parquet at all, whatever it is called");
        assertUnreadable(() -> source.land("2024-01-03", "r"), "cannot be read as parquet");
        assertThatThrownBy(() -> source.land("yesterday", "r"))
                .hasMessageContaining("expected a day such as 2010-12-01, not yesterday");
    }

    @Test
    void landsAPartitionWithoutRows() throws IOException {
        TestingSource source = TestingSource.csv("land_none", folder);
        csv("2024-01-01.csv", "id,at,amount");

        Landed landed = source.land("2024-01-01", "run-1");

        assertThat(landed.rows()).isZero();
        assertThat(landed.missingColumns()).isEmpty();
        assertThat(source.land("2024-01-01", "run-2")).isEqualTo(landed);
    }

    private static void assertUnreadable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.getType()).isEqualTo(FailureTypes.UNREADABLE_SOURCE);
            assertThat(failure.isNonRetryable()).isTrue();
            assertThat(failure.getOriginalMessage()).contains(parts);
        });
    }

    private void csv(String name, String... lines) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), List.of(lines));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private Dataset<Row> rows(String source) {
        return spark.table("sluice.landing." + source).orderBy("_source_file", "_source_position");
    }

    private static Table table(String source) {
        return TestingLake.shared().lake().load(TableIdentifier.of("landing", source));
    }
}
