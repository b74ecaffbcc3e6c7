package io.sluice.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.gate.TestingAudit;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.ingest.Landed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that must not hurt: what becomes of it is said in infra/docs/sources.md. */
final class HardDataTest {
    private static final String DAY = "2024-01-01";

    private final SparkSession spark = TestingLake.shared().spark().session();

    @TempDir
    Path folder;

    @Test
    void keepsNestedValuesBinaryAndColumnsWithoutAnyValue() {
        spark.sql("SELECT 'a' id, timestamp'2024-01-01 10:00:00' at, cast(null as double) nothing, X'00ff' bytes,"
                        + " array(1, null, 3) list, named_struct('x', 1.5D, 'y', array('p')) place,"
                        + " 12345678901234567890123456.78BD big"
                        + " UNION ALL SELECT 'b', timestamp'2024-01-01 11:00:00', null, null, null, null, null")
                .coalesce(1)
                .write()
                .parquet(folder.resolve(DAY).toString());
        TestingSource source = source(
                "hard_nested",
                "parquet",
                new Column("nothing", DataType.DOUBLE),
                new Column("bytes", DataType.BINARY),
                new Column("list", DataType.array(DataType.BIGINT)),
                new Column("place", DataType.parse("struct<x: double, y: array<string>>")),
                new Column("big", DataType.decimal(38, 2)));

        Landed landed = source.land(DAY, "run-1");
        Candidate candidate = source.publish(DAY, landed, "run-1");

        assertThat(landed.retypedColumns()).isEmpty();
        assertThat(candidate.rows()).isEqualTo(2);
        assertThat(spark.table("sluice.trusted.hard_nested")
                        .orderBy("id")
                        .selectExpr("nothing", "hex(bytes)", "to_json(named_struct('l', list, 'p', place))", "big")
                        .collectAsList()
                        .toString())
                .isEqualTo(
                        "[[null,00FF,{\"l\":[1,null,3],\"p\":{\"x\":1.5,\"y\":[\"p\"]}},12345678901234567890123456.78],"
                                + " [null,null,{},null]]");
    }

    @Test
    @Tag("acceptance") // Spark plans such a row for a minute or two.
    void keepsAndAuditsThreeThousandColumns() throws IOException {
        List<Column> columns = IntStream.range(0, 3000)
                .mapToObj(i -> new Column("c" + i, i % 2 == 0 ? DataType.DOUBLE : DataType.STRING))
                .toList();
        String header = columns.stream().map(Column::name).collect(Collectors.joining(","));
        String values = IntStream.range(0, 3000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        Files.createDirectories(folder.resolve(DAY));
        Files.writeString(
                folder.resolve(DAY).resolve("wide.csv"),
                "id,at," + header + "\na,2024-01-01T10:00:00Z," + values + "\nb,2024-01-01T10:00:00Z,x"
                        + values.substring(1) + "\n");
        TestingSource source = source("hard_wide", "csv", columns.toArray(Column[]::new));

        Candidate candidate = source.stage(DAY, source.land(DAY, "run-1"), "run-1");
        source.publish(candidate);
        Verdict verdict = audit(candidate, "c2999", "0");

        assertThat(verdict.rules().get(0).rule()).isEqualTo("never");
        assertThat(verdict.rules())
                .filteredOn(rule -> !rule.status().equals("PASSED"))
                .hasSize(1);
        assertThat(verdict.changes()).isNotNull().satisfies(changes -> {
            assertThat(changes.rowsBefore()).isEqualTo(1);
            assertThat(changes.rowsNow()).isEqualTo(1);
            assertThat(changes.changed()).isZero();
        });
        assertThat(candidate.rows()).isEqualTo(1);
        assertThat(candidate.quarantined()).isEqualTo(1);
        assertThat(spark.table("sluice.trusted.hard_wide")
                        .select("c2998", "c2999")
                        .head()
                        .toString())
                .isEqualTo("[2998.0,2999]");
        assertThat(reason("hard_wide")).isEqualTo("not of the declared type: c0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "parquet", "avro", "orc"})
    void keepsATextOfTenMegabytes(String format) throws IOException {
        String text = "x".repeat(10 << 20);
        Files.createDirectories(folder.resolve(DAY));
        switch (format) {
            case "csv" -> write("long.csv", "id,at,note\na,2024-01-01T10:00:00Z," + text + "\n");
            case "json" ->
                write("long.json", "{\"id\":\"a\",\"at\":\"2024-01-01T10:00:00Z\",\"note\":\"" + text + "\"}\n");
            default ->
                spark.sql("SELECT 'a' id, timestamp'2024-01-01 10:00:00' at, repeat('x', " + (10 << 20) + ") note")
                        .write()
                        .format(format)
                        .mode("overwrite")
                        .save(folder.resolve(DAY).toString());
        }
        TestingSource source = source("hard_long_" + format, format, new Column("note", DataType.STRING));

        assertThat(source.publish(DAY, "run-1").rows()).isEqualTo(1);
        assertThat(spark.table("sluice.trusted.hard_long_" + format)
                        .selectExpr("length(note)")
                        .head()
                        .getInt(0))
                .isEqualTo(10 << 20);
    }

    @Test
    void auditsATextOfTenMegabytesAndShowsItsBeginning() throws IOException {
        Files.createDirectories(folder.resolve(DAY));
        write("long.csv", "id,at,note\na,2024-01-01T10:00:00Z," + "x".repeat(10 << 20) + "\n");
        TestingSource source = source("hard_audited", "csv", new Column("note", DataType.STRING));
        source.publish(DAY, "run-1");

        Verdict verdict = audit(source.stage(DAY, source.land(DAY, "run-2"), "run-2"), "note", "y");

        assertThat(verdict.outcome()).isEqualTo("BLOCKED");
        assertThat(verdict.rules().get(0).unexpected()).isEqualTo(1);
        assertThat(verdict.changes().changed()).isZero();
        Path report = Path.of(URI.create(verdict.reportUri()));
        assertThat(Files.readString(report)).contains("xxxxxxxxxx").hasSizeLessThan(100_000);
        assertThat(Path.of(URI.create(verdict.reportUri().replace(".html", ".json"))))
                .content()
                .hasSizeLessThan(100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "parquet", "avro", "orc"})
    void quarantinesTextThatIsNotInItsCharacterSet(String format) throws IOException {
        Files.createDirectories(folder.resolve(DAY));
        switch (format) {
            case "csv" ->
                broken("broken.csv", "id,at,note\na,2024-01-01T10:00:00Z,good\nb,2024-01-01T11:00:00Z,b", "d\n");
            case "json" ->
                broken(
                        "broken.json",
                        "{\"id\":\"a\",\"at\":\"2024-01-01T10:00:00Z\",\"note\":\"good\"}\n"
                                + "{\"id\":\"b\",\"at\":\"2024-01-01T11:00:00Z\",\"note\":\"b",
                        "d\"}\n");
            default ->
                spark.sql("SELECT 'a' id, timestamp'2024-01-01 10:00:00' at, 'good' note"
                                + " UNION ALL SELECT 'b', timestamp'2024-01-01 11:00:00', cast(X'62ff64' as string)")
                        .coalesce(1)
                        .write()
                        .format(format)
                        .mode("overwrite")
                        .save(folder.resolve(DAY).toString());
        }
        TestingSource source = source("hard_text_" + format, format, new Column("note", DataType.STRING));

        Landed landed = source.land(DAY, "run-1");
        Candidate candidate = source.stage(DAY, landed, "run-1");

        assertThat(landed.corruptRows()).isEqualTo(1);
        assertThat(candidate.rows()).isEqualTo(1);
        assertThat(candidate.quarantined()).isEqualTo(1);
        assertThat(spark.table("sluice.landing.hard_text_" + format)
                        .where("id = 'b'")
                        .select("_corrupt_record")
                        .head()
                        .getString(0))
                .isEqualTo("not in its character set: note");
    }

    @Test
    void readsTimesOfMixedZonesAsTheInstantsTheyAre() throws IOException {
        Files.createDirectories(folder.resolve(DAY));
        write(
                "zones.csv",
                "id,at,note\na,2024-01-01T10:00:00Z,\nb,2024-01-01T12:00:00+02:00,\nc,2024-01-01 10:00:00,\n"
                        + "d,2024-01-01T11:00:00 Europe/Berlin,\ne,1704103200,\nf,01/01/2024 10:00,\n");
        TestingSource source = source("hard_zones", "csv", new Column("note", DataType.STRING));

        Candidate candidate = source.publish(DAY, "run-1");

        assertThat(spark.table("sluice.trusted.hard_zones")
                        .selectExpr("collect_set(at)", "array_sort(collect_list(id))")
                        .head()
                        .toString())
                .contains("2024-01-01T10:00:00Z")
                .contains("a, b, c, d");
        assertThat(candidate.rows()).isEqualTo(4);
        assertThat(candidate.quarantined()).isEqualTo(2);
    }

    @Test
    void comparesRowsWhoseIdsRepeatAmongManyThatDoNot() {
        spark.range(5000)
                .selectExpr(
                        "cast(if(id < 4000, id, id - 1000) as string) id",
                        "timestamp'2024-01-01 10:00:00' at",
                        "cast(if(id >= 4500, 'other', 'same') as string) note")
                .write()
                .parquet(folder.resolve(DAY).toString());
        TestingSource source = source("hard_repeats", "parquet", new Column("note", DataType.STRING));

        Candidate candidate = source.publish(DAY, "run-1");

        // 3000 to 3499 come twice alike, 3500 to 3999 with two payloads: the least hash stays.
        assertThat(candidate.rows()).isEqualTo(4000);
        assertThat(candidate.duplicates()).isEqualTo(500);
        assertThat(candidate.quarantined()).isEqualTo(500);
        assertThat(spark.table("sluice.trusted.hard_repeats")
                        .select("id")
                        .distinct()
                        .count())
                .isEqualTo(4000);
    }

    /** By a gate that wants every value of a column to be another. */
    private Verdict audit(Candidate candidate, String column, String wanted) {
        return new TestingAudit(folder)
                .of(
                        candidate,
                        new Expectation(
                                "never",
                                "expect_column_values_to_be_in_set",
                                Map.of("column", column, "value_set", List.of(wanted)),
                                Expectation.Severity.ERROR,
                                Expectation.RowAction.KEEP));
    }

    private String reason(String source) {
        return spark.table("sluice.quarantine." + source)
                .select("_reason")
                .head()
                .getString(0);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(DAY).resolve(name), text);
    }

    /** A byte that is no UTF-8 between two texts. */
    private void broken(String name, String before, String after) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        bytes.write(0xff);
        bytes.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        Files.write(folder.resolve(DAY).resolve(name), bytes.toByteArray());
    }

    private TestingSource source(String name, String format, Column... more) {
        List<Column> columns =
                new ArrayList<>(List.of(new Column("id", DataType.STRING), new Column("at", DataType.TIMESTAMP)));
        columns.addAll(List.of(more));
        return new TestingSource(TestingSource.source(
                name,
                columns,
                new EventId(EventId.Kind.COLUMNS, List.of("id")),
                new Source.Batch(
                        Source.Batch.Access.PATH,
                        format,
                        folder.resolve("{partition}").toString(),
                        Map.of(),
                        Source.Partitioning.DAY)));
    }
}
