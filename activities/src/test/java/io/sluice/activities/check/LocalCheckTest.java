package io.sluice.activities.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.project.Finding;
import io.sluice.definitions.project.InvalidProjectException;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.Outcome;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Samples;
import io.sluice.quality.audit.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalCheckTest {
    private static final String SUITE = """
            {"name": "orders", "meta": {}, "expectations": [
              {"type": "expect_column_values_to_be_between", "kwargs": {"column": "price", "min_value": 0}},
              {"type": "expect_column_values_to_match_regex", "kwargs": {"column": "email", "regex": "@"}},
              {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "id"}, "severity": "warning"},
              {"type": "expect_column_values_to_be_increasing", "kwargs": {"column": "id"}}
            ]}
            """;
    private static final String CSV = "id,price,email\n1,2.5,a@x\n2,-1.0,nobody\n2,7.0,c@x\n";

    @TempDir
    private Path folder;

    @Test
    void judgesACsvFileAndShowsWhatIsUnexpected() throws IOException {
        AuditResult result = check(SUITE, write("d.csv", CSV), List.of("email"));
        assertThat(result.outcome()).isEqualTo(Outcome.BLOCKED);
        assertThat(result.rules())
                .extracting(RuleOutcome::status)
                .containsExactly(Status.FAILED, Status.FAILED, Status.FAILED, Status.PASSED);
        assertThat(result.rules().get(0).details().get(Samples.LIST)).isEqualTo(List.of(-1.0));
        assertThat(result.rules().get(1).details().get(Samples.LIST)).isEqualTo(List.of("[redacted]"));
        assertThat(result.rules().get(2).details().get(Samples.LIST)).isEqualTo(List.of(2L, 2L));
        assertThat(result.toString()).doesNotContain("nobody");
    }

    @Test
    void judgesTheSameRowsInOtherFormats() throws IOException {
        Path json = write("d.jsonl", """
                {"id": 1, "price": 2.5, "email": "a@x"}
                {"id": 2, "price": -1.0, "email": "nobody"}
                {"id": 2, "price": 7.0, "email": "c@x"}
                """);
        SparkSession session = TestingLake.shared().spark().session();
        for (String format : List.of("parquet", "orc")) {
            session.read()
                    .json(json.toString())
                    .coalesce(1)
                    .write()
                    .format(format)
                    .save(path(format));
        }
        for (Path file : List.of(json, avro(), only("parquet"), only("orc"))) {
            assertThat(check(SUITE, file, List.of()).rules())
                    .extracting(RuleOutcome::unexpected)
                    .containsExactly(1L, 1L, 2L, 0L);
        }
    }

    @Test
    void aWarningDoesNotFailASuite() throws IOException {
        String suite = SUITE.replace("\"min_value\": 0", "\"min_value\": -5").replace("\"@\"", "\".\"");
        assertThat(check(suite, write("d.csv", CSV), List.of()).outcome()).isEqualTo(Outcome.PASS_WITH_WARNINGS);
    }

    @Test
    void whatDoesNotFitTheDataHasItsPlace() throws IOException {
        String suite =
                SUITE.replace("\"column\": \"price\"", "\"column\": \"prise\"").replace("\"@\"", "\"(\"");
        assertThatExceptionOfType(InvalidProjectException.class)
                .isThrownBy(() -> check(suite, write("d.csv", CSV), List.of()))
                .satisfies(invalid ->
                        assertThat(invalid.findings()).extracting(Finding::line).containsExactly(2, 3));
    }

    @Test
    void aResultFormatThatIsUnknownHasItsPlace() throws IOException {
        String suite = SUITE.replace("\"min_value\": 0", "\"min_value\": 0, \"result_format\": \"SUMARY\"");
        assertThatExceptionOfType(InvalidProjectException.class)
                .isThrownBy(() -> check(suite, write("d.csv", CSV), List.of()))
                .withMessageContaining("suite.json:2:")
                .withMessageContaining("result_format must be one of BOOLEAN_ONLY, BASIC, SUMMARY, COMPLETE,"
                        + " not SUMARY; did you mean SUMMARY?");
    }

    @Test
    void whatIdentifiesPeopleIsNotInRowsThatAreListed() throws IOException {
        String format = """
                {"result_format": "COMPLETE", "include_unexpected_rows": true, "unexpected_index_column_names": ["email", "id"]}
                """;
        String suite = """
                {"name": "orders", "expectations": [
                  {"type": "expect_column_values_to_be_between",
                   "kwargs": {"column": "price", "min_value": 0, "result_format": %s}},
                  {"type": "unexpected_rows_expectation",
                   "kwargs": {"unexpected_rows_query": "SELECT upper(email) AS e FROM {batch}", "result_format": "COMPLETE"}}]}
                """.formatted(format);
        AuditResult open = check(suite, write("d.csv", CSV), List.of());
        assertThat(open.toString()).contains("nobody", "NOBODY");
        AuditResult result = check(suite, write("d.csv", CSV), List.of("email"));
        assertThat(result.toString())
                .contains("[redacted]")
                .doesNotContain("nobody")
                .doesNotContain("NOBODY");
    }

    @Test
    void aRegularExpressionThatExplodesIsUnknownAndSpoilsNothing() throws IOException {
        String suite = SUITE.replace("\"@\"", "\".*.*.*.*.*.*@x$\"");
        AuditResult result = check(suite, write("d.csv", CSV.replace("nobody", "n".repeat(60) + "!")), List.of());
        assertThat(result.rules())
                .extracting(RuleOutcome::status)
                .containsExactly(Status.FAILED, Status.UNKNOWN, Status.FAILED, Status.PASSED);
        assertThat(result.rules().get(1).observed())
                .isEqualTo("could not be evaluated: the regular expression needs too many steps on a value");
    }

    @Test
    void filesThatAreNoneAreRefused() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalCheck.suite(folder.resolve("no.json")))
                .withMessageContaining("There is no suite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(SUITE, write("d.xml", "<a/>"), List.of()))
                .withMessageContaining("must end in csv");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(SUITE, write("d.parquet", "no"), List.of()))
                .withMessageContaining("Cannot read");
    }

    private AuditResult check(String suite, Path data, List<String> identifying) throws IOException {
        SparkSession session = TestingLake.shared().spark().session();
        return LocalCheck.run(session, LocalCheck.suite(write("suite.json", suite)), data, identifying);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /** The file that Spark wrote into a folder. */
    private Path only(String format) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(format))) {
            return files.filter(file -> file.toString().endsWith("." + format))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path avro() throws IOException {
        Schema schema = SchemaBuilder.record("r")
                .fields()
                .requiredLong("id")
                .requiredDouble("price")
                .optionalString("email")
                .endRecord();
        Path file = folder.resolve("d.avro");
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>())) {
            writer.create(schema, file.toFile());
            for (String line : CSV.lines().skip(1).toList()) {
                String[] cells = line.split(",");
                GenericRecord record = new GenericData.Record(schema);
                record.put("id", Long.valueOf(cells[0]));
                record.put("price", Double.valueOf(cells[1]));
                record.put("email", cells[2]);
                writer.append(record);
            }
        }
        return file;
    }
}
