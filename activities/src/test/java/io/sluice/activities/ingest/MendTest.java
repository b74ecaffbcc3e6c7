package io.sluice.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source.LatePolicy;
import io.sluice.definitions.model.Source.Partitioning;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Patch;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.ingest.Landed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people apply to rows that a gate stopped: patches, fixers, and the last certified values. */
final class MendTest {
    private static final String DAY = "2024-01-01";

    private final SparkSession spark = TestingLake.shared().spark().session();

    @TempDir
    Path folder;

    @Test
    void aPatchMendsRowsBeforeTheyAreChecked() throws IOException {
        TestingSource source = source(
                "mend_patch",
                patch("mend_patch", Map.of("amount", "CASE WHEN amount > 100 THEN amount / 100 ELSE amount END")));
        csv(DAY, "a,2024-01-01T10:00:00Z,150", "b,2024-01-01T11:00:00Z,9", "c,2024-01-01T12:00:00Z,x");
        Landed landed = source.land(DAY, "run");
        assertThat(source.stage(DAY, landed, "run").quarantined()).isEqualTo(2);

        Candidate mended = source.mend(DAY, landed, "run", "patch/typo");

        assertThat(rows(mended)).isEqualTo("[[a,1.5], [b,9.0]]");
        assertThat(mended.quarantined()).as("what is no number stays none").isEqualTo(1);
        assertThat(summary(mended)).containsEntry(SummaryKeys.MENDS, "[\"patch/typo\"]");
        assertThat(source.mend(DAY, landed, "run", "patch/typo")).isEqualTo(mended);
    }

    @Test
    void whatAPatchChangesDecidesAboutTimeIdentityAndContent() throws IOException {
        TestingSource source = source(
                "mend_identity",
                patch(
                        "mend_identity",
                        Map.of("id", "lower(id)", "at", "timestamp_millis(unix_millis(at) + 86400000)")));
        csv(DAY, "A,2023-12-31T10:00:00Z,1", "a,2023-12-31T10:00:00Z,1");
        Landed landed = source.land(DAY, "run");
        assertThat(source.stage(DAY, landed, "run").rows()).isZero();

        Candidate mended = source.mend(DAY, landed, "run", "patch/typo");

        assertThat(rows(mended)).isEqualTo("[[a,1.0]]");
        assertThat(mended.duplicates()).isEqualTo(1);
    }

    @Test
    void aFixerSeesWhatWasReceived() throws IOException {
        TestingSource source = source("mend_fixer", List.of());
        csv(
                DAY,
                "a,2024-01-01T10:00:00Z,one",
                "b,2024-01-01T11:00:00Z,two",
                "c,2024-01-01T12:00:00Z,3",
                "d,2024-01-01T12:00:00Z,few");
        Landed landed = source.land(DAY, "run");

        Candidate mended = source.mend(DAY, landed, "run", "fixer/repair");

        assertThat(rows(mended)).isEqualTo("[[a,1.0], [c,3.0]]");
        assertThat(mended.quarantined())
                .as("what it does not know, and what it gave no number for")
                .isEqualTo(2);
    }

    @Test
    void whatIsNotThereAnyMoreMendsNothing() throws IOException {
        TestingSource source = source("mend_gone", patch("another_source", Map.of("amount", "1.0D")));
        csv(DAY, "a,2024-01-01T10:00:00Z,1");
        Landed landed = source.land(DAY, "run");

        assertThatThrownBy(() -> source.mend(DAY, landed, "run", "patch/typo"))
                .hasMessageContaining("there is no patch typo of source mend_gone");
        assertThatThrownBy(() -> source.mend(DAY, landed, "run", "fixer/nobody"))
                .hasMessageContaining("there is no fixer nobody");
        assertThatThrownBy(() -> source.mend(DAY, landed, "run", "fixer/unregistered"))
                .hasMessageContaining(
                        "Cannot mend rows: no worker has registered the class of fixer unregistered, shop.Gone");
        assertThat(TestingLake.shared()
                        .lake()
                        .find(TableNames.trusted("mend_gone"))
                        .map(Table::currentSnapshot))
                .as("nothing was staged or published")
                .isEmpty();
    }

    @Test
    void theLastValuesOfEachEntityAreCarriedForward() throws IOException {
        TestingSource source = TestingSource.attributes("mend_carry", folder, Partitioning.DAY);
        csv(
                DAY,
                "a,2024-01-01T10:00:00Z,1",
                "a,2024-01-01T11:00:00Z,2",
                "b,2024-01-01T09:00:00Z,7",
                "bad,2024-01-01T09:00:00Z,x");
        source.publish(DAY, "one");

        Candidate carried = source.carry("2024-01-02", "two");

        assertThat(rows(carried)).isEqualTo("[[a,2.0], [b,7.0]]");
        assertThat(carried.rows()).isEqualTo(2);
        assertThat(staged(carried, "CAST(_event_time AS string)"))
                .as("they hold from the beginning of the day")
                .isEqualTo("[[2024-01-02 00:00:00], [2024-01-02 00:00:00]]");
        assertThat(staged(carried, "CAST(at AS string)"))
                .as("and say themselves how old they are")
                .isEqualTo("[[2024-01-01 11:00:00], [2024-01-01 09:00:00]]");
        assertThat(summary(carried).get(SummaryKeys.CARRIED_FROM)).startsWith(DAY + "@");
        assertThat(summary(carried).get(SummaryKeys.INPUTS)).startsWith("trusted.mend_carry@");
        assertThat(source.carry("2024-01-02", "two")).isEqualTo(carried);
        source.publish(carried);
        assertThat(spark.table("sluice.trusted.mend_carry").count()).isEqualTo(5);
    }

    @Test
    void anExportOfAllIsCarriedForwardAsItIs() throws IOException {
        TestingSource source = TestingSource.attributes("mend_all", folder, Partitioning.NONE);
        csv("export", "a,2024-01-01T10:00:00Z,1", "a,2024-01-01T11:00:00Z,2");
        Candidate first = source.publish("all", "one");

        Candidate carried = source.carry("all", "two");

        assertThat(rows(carried)).isEqualTo("[[a,1.0], [a,2.0]]");
        assertThat(summary(carried).get(SummaryKeys.EXTRACTED_AT))
                .as("no value is certified further than it was")
                .isEqualTo(summary(first).get(SummaryKeys.EXTRACTED_AT));
    }

    @Test
    void nothingIsCarriedForwardBeforeAnythingIsCertified() throws IOException {
        TestingSource source = TestingSource.attributes("mend_none", folder, Partitioning.DAY);
        csv(DAY, "a,2024-01-01T10:00:00Z,1");
        assertThatThrownBy(() -> source.carry(DAY, "one")).hasMessageContaining("no earlier partition with rows");
        source.publish(DAY, "one");
        assertThatThrownBy(() -> source.carry(DAY, "two")).hasMessageContaining("no earlier partition with rows");
    }

    private TestingSource source(String name, List<Patch> patches) {
        Expectation small = new Expectation(
                "small",
                "expect_column_values_to_be_between",
                Map.of("column", "amount", "max_value", 10),
                Expectation.Severity.ERROR,
                Expectation.RowAction.QUARANTINE);
        return new TestingSource(
                TestingSource.source(
                        name,
                        "csv",
                        folder.resolve("{partition}.csv").toString(),
                        new EventId(EventId.Kind.COLUMNS, List.of("id")),
                        LatePolicy.QUARANTINE,
                        List.of(small)),
                patches);
    }

    private static List<Patch> patch(String source, Map<String, String> columns) {
        return List.of(new Patch("typo", source, "", columns, List.of("rita"), null, null));
    }

    private void csv(String name, String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of("id,at,amount"));
        all.addAll(List.of(lines));
        Files.write(folder.resolve(name + ".csv"), all);
    }

    private String rows(Candidate candidate) {
        return staged(candidate, "id", "amount");
    }

    private String staged(Candidate candidate, String... columns) {
        return spark.read()
                .option("snapshot-id", candidate.snapshotId())
                .table("sluice." + candidate.dataset())
                .filter("_partition_label = '" + candidate.partition() + "'")
                .orderBy("id", "at")
                .selectExpr(columns)
                .collectAsList()
                .toString();
    }

    private static Map<String, String> summary(Candidate candidate) {
        Table table = TestingLake.shared().lake().load(TableNames.parse(candidate.dataset()));
        return table.snapshot(Long.parseLong(candidate.snapshotId())).summary();
    }
}
