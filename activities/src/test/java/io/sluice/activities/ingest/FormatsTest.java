package io.sluice.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.spark.TestingLake;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.ingest.Landed;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same promises for every format that says types, and for files that are not on this machine's disk. */
final class FormatsTest {
    private static final String ROWS =
            "SELECT id, timestamp'2024-01-01 10:00:00' at, 1.5D amount FROM VALUES ('a'), ('b') t(id)";

    private final SparkSession spark = TestingLake.shared().spark().session();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"avro", "orc", "parquet"})
    void landsTheSameFilesOnceWithPlacesAndDrift(String format) {
        TestingSource source = source("formats_" + format, format);
        write(format, "2024-01-01", ROWS);
        write(format, "2024-01-02", "SELECT 'a' id, timestamp'2024-01-02 10:00:00' at, 'many' amount, 1 more");
        write(format, "2024-01-03", "SELECT 'a' id, timestamp'2024-01-03 10:00:00' at");

        Landed first = source.land("2024-01-01", "run-1");
        Landed retyped = source.land("2024-01-02", "run-2");

        assertThat(first.rows()).isEqualTo(2);
        assertThat(first.missingColumns()).isEmpty();
        assertThat(source.land("2024-01-01", "run-3")).isEqualTo(first);
        assertThat(places("formats_" + format)).isEqualTo("[[a,0], [b,1]]");
        assertThat(retyped.retypedColumns()).containsExactly("amount: string, double");
        assertThat(retyped.newColumns()).containsExactly("more");
        assertThat(source.land("2024-01-03", "run-4").missingColumns()).containsExactly("amount");
        Candidate candidate = source.stage("2024-01-01", first, "run-1");
        assertThat(candidate.rows()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"avro", "orc", "parquet"})
    void refusesAFileThatWasCutOff(String format) throws IOException {
        TestingSource source = source("formats_cut_" + format, format);
        write(format, "2024-01-01", ROWS);
        Path whole;
        try (java.util.stream.Stream<Path> files = Files.list(folder.resolve("2024-01-01"))) {
            whole = files.filter(file -> file.toString().endsWith(format))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(whole);
        Files.delete(whole.resolveSibling("." + whole.getFileName() + ".crc"));
        Files.write(whole, Arrays.copyOf(bytes, bytes.length - bytes.length / 4));

        assertThatThrownBy(() -> source.land("2024-01-01", "run-1"))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureTypes.UNREADABLE_SOURCE);
                    assertThat(failure.getOriginalMessage()).contains("cannot be read as " + format);
                });
    }

    @Test
    void landsFromAnyHadoopFileSystem() throws IOException {
        // Another scheme than file: everything must go through the file system that the path names.
        spark.sparkContext().hadoopConfiguration().set("fs.memory.impl", MemoryFileSystem.class.getName());
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path("memory://bucket/in/2024-01-01.csv");
        try (java.io.OutputStream out = FileSystem.get(
                        file.toUri(), spark.sparkContext().hadoopConfiguration())
                .create(file)) {
            out.write("id,at,amount\na,2024-01-01T10:00:00Z,1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        TestingSource source =
                new TestingSource(TestingSource.source("formats_memory", "csv", "memory://bucket/in/{partition}.csv"));

        Landed landed = source.land("2024-01-01", "run-1");

        assertThat(landed.rows()).isEqualTo(1);
        assertThat(source.stage("2024-01-01", landed, "run-1").rows()).isEqualTo(1);
        assertThat(spark.table("sluice.landing.formats_memory")
                        .select("_source_file")
                        .head()
                        .getString(0))
                .isEqualTo("memory://bucket/in/2024-01-01.csv");
        assertThatThrownBy(() -> source.land("2024-01-02", "run-2"))
                .hasMessageContaining("there is no file at memory://bucket/in/2024-01-02.csv");
    }

    private TestingSource source(String name, String format) {
        return new TestingSource(
                TestingSource.source(name, format, folder.resolve("{partition}").toString()));
    }

    private void write(String format, String partition, String query) {
        spark.sql(query)
                .coalesce(1)
                .write()
                .format(format)
                .save(folder.resolve(partition).toString());
    }

    private String places(String table) {
        return spark.table("sluice.landing." + table)
                .where("_partition_label = '2024-01-01'")
                .select("id", "_source_position")
                .orderBy("id")
                .collectAsList()
                .toString();
    }
}
