package io.sluice.activities.gate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.gate.TestingAudit;
import io.sluice.activities.ingest.TestingSource;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.spark.TestingLake;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.Changes;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.RuleResult;
import io.sluice.workflows.gate.audit.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditActivitiesTest {
    private static final String DAY = "2024-01-01";

    private final Lake lake = TestingLake.shared().lake();

    @TempDir
    Path folder;

    @Test
    void passesWhatFitsAndWritesAReport() throws IOException {
        Verdict verdict = audit(staged("audit_good", "a,2024-01-01T10:00:00Z,1"), notNull("id_there", "id"));

        assertThat(verdict.outcome()).isEqualTo("PASS");
        assertThat(verdict.rows()).isEqualTo(1);
        assertThat(verdict.prior()).isNull();
        assertThat(verdict.policy().approvers()).containsExactly("anna");
        assertThat(Path.of(URI.create(verdict.reportUri()))).content().contains("id_there");
        assertThat(Path.of(URI.create(verdict.reportUri().replace(".html", ".json"))))
                .content()
                .contains("\"success\":true");
    }

    @Test
    void blocksAndShowsWhatFailedFirst() throws IOException {
        Verdict verdict = audit(
                staged("audit_bad", "a,2024-01-01T10:00:00Z,1", ",2024-01-01T10:00:00Z,1"), notNull("id_there", "id"));

        assertThat(verdict.outcome()).isEqualTo("BLOCKED");
        RuleResult first = verdict.rules().get(0);
        assertThat(first.rule()).isEqualTo("id_there");
        assertThat(first.status()).isEqualTo("FAILED");
        assertThat(first.severity()).isEqualTo("error");
        assertThat(first.unexpected()).isEqualTo(1);
        assertThat(first.rowLevel()).isTrue();
    }

    @Test
    void blocksAMissingColumnWithoutAWayAround() throws IOException {
        TestingSource source = TestingSource.csv("audit_missing", folder);
        Files.write(folder.resolve(DAY + ".csv"), List.of("id,at", "a,2024-01-01T10:00:00Z"));

        Verdict verdict = audit(source.stage(DAY, source.land(DAY, "run"), "run"));

        assertThat(verdict.outcome()).isEqualTo("BLOCKED");
        assertThat(verdict.rules().get(0).rule()).isEqualTo("schema_contract");
        assertThat(verdict.rules().get(0).severity()).isEqualTo("fatal");
        assertThat(verdict.rules().get(0).observed()).contains("amount");
    }

    @Test
    void aRetypedColumnBlocksWithoutAWayAroundAndANewOneIsAWarning() {
        TestingSource source = TestingSource.parquet("audit_retyped", folder);
        write("SELECT 'a' id, timestamp_ntz'2024-01-01 10:00:00' at, 1.5D amount, 1 more");
        Verdict added = audit(source.stage(DAY, source.land(DAY, "one"), "one"));
        assertThat(added.outcome()).isEqualTo("PASS_WITH_WARNINGS");
        assertThat(added.rules().get(0).severity()).isEqualTo("warning");
        assertThat(added.rules().get(0).observed()).contains("more");

        write("SELECT 'a' id, timestamp_ntz'2024-01-01 10:00:00' at, '1.5' amount");
        Verdict retyped = audit(source.stage(DAY, source.land(DAY, "two"), "two"));
        assertThat(retyped.outcome()).isEqualTo("BLOCKED");
        assertThat(retyped.rules().get(0).rule()).isEqualTo("schema_contract");
        assertThat(retyped.rules().get(0).severity()).isEqualTo("fatal");
        assertThat(retyped.rules().get(0).observed()).contains("of another type: amount: string, double");
    }

    private void write(String query) {
        TestingLake.shared()
                .spark()
                .session()
                .sql(query)
                .write()
                .mode("overwrite")
                .parquet(folder.resolve(DAY + ".parquet").toString());
    }

    @Test
    void blocksAnEmptyPartitionUnlessRowsAreCountedByARule() throws IOException {
        Candidate empty = staged("audit_empty");
        Expectation any = new Expectation(
                "any", "expect_table_row_count_to_be_between", Map.of("min_value", 0), Severity.ERROR, RowAction.KEEP);

        assertThat(audit(empty).outcome()).isEqualTo("BLOCKED");
        assertThat(audit(empty, any).outcome()).isEqualTo("PASS");
    }

    @Test
    void givesTheSameReportForTheSameSnapshotAndFindsWhatWasDecided() throws IOException {
        Candidate candidate = staged("audit_twice", ",2024-01-01T10:00:00Z,1");
        Verdict first = audit(candidate, notNull("id_there", "id"));
        GateResult waived = new GateResult(
                "g",
                "v1",
                candidate.dataset(),
                candidate.partition(),
                candidate.snapshotId(),
                1,
                "WAIVED",
                "",
                List.of(),
                null,
                first.reportHash(),
                first.reportUri(),
                "anna",
                "known",
                List.of("id_there"));
        new SystemTables(lake).gateResults().append("audit_twice", List.of(GateResultRow.of(waived, Instant.EPOCH)));

        Verdict second = audit(candidate, notNull("id_there", "id"));

        assertThat(second.reportHash()).isEqualTo(first.reportHash());
        assertThat(second.prior()).isEqualTo(waived);
        assertThat(new SystemTables(lake)
                        .metrics().scan().stream()
                                .filter(row -> row.snapshotId().equals(candidate.snapshotId()))
                                .filter(row -> row.rule().equals("id_there")
                                        && row.metric().equals("unexpected"))
                                .map(row -> row.value()))
                .containsExactly(1.0);
    }

    @Test
    void saysWhatWouldChangeAgainstWhatIsPublished() throws IOException {
        Candidate first = staged("audit_changes", "a,2024-01-01T10:00:00Z,1", "b,2024-01-01T11:00:00Z,2");
        assertThat(audit(first, never()).changes()).isNull();
        new WriteAuditPublish(lake)
                .publish(TableNames.parse(first.dataset()), Long.parseLong(first.snapshotId()), Map.of());
        Files.write(
                folder.resolve(DAY + ".csv"),
                List.of("id,at,amount", "a,2024-01-01T10:00:00Z,", "c,2024-01-01T11:00:00Z,2"));
        TestingSource source = TestingSource.csv("audit_changes", folder);
        Candidate second = source.stage(DAY, source.land(DAY, "again"), "again");
        assertThat(audit(second).changes()).isNull();
        Verdict verdict = audit(second, never());
        Changes changes = verdict.changes();
        assertThat(changes).isNotNull();
        assertThat(changes.reference()).isEqualTo("2024-01-01 as it is published");
        assertThat(List.of(
                        changes.rowsBefore(), changes.rowsNow(), changes.added(), changes.removed(), changes.changed()))
                .containsExactly(2L, 2L, 1L, 1L, 1L);
        assertThat(changes.columns()).anySatisfy(column -> {
            assertThat(column.column()).isEqualTo("amount");
            assertThat(column.nullsBefore()).isZero();
            assertThat(column.nullsNow()).isEqualTo(0.5);
        });
        assertThat(Path.of(URI.create(verdict.reportUri())))
                .content()
                .contains("What would change", "1 rows are added, 1 removed, 1 changed");

        String next = "2024-01-02";
        Files.write(folder.resolve(next + ".csv"), List.of("id,at,amount", "d,2024-01-02T10:00:00Z,3"));
        Candidate third = source.stage(next, source.land(next, "next"), "next");
        assertThat(audit(third, never()).changes().reference())
                .isEqualTo("2024-01-01, because nothing is published for 2024-01-02");
    }

    private static Expectation never() {
        return new Expectation(
                "never",
                "expect_table_row_count_to_be_between",
                Map.of("min_value", 1000),
                Severity.ERROR,
                RowAction.KEEP);
    }

    @Test
    void saysSoWhenTheSnapshotIsGone() throws IOException {
        Candidate candidate = staged("audit_gone", "a,2024-01-01T10:00:00Z,1");

        assertThatThrownBy(() -> new TestingAudit(folder)
                        .activities()
                        .audit(new AuditRequest("g", candidate.dataset(), DAY, "42", 1)))
                .hasMessageContaining("Cannot audit snapshot 42 of trusted.audit_gone");
    }

    private Candidate staged(String name, String... lines) throws IOException {
        List<String> all = new java.util.ArrayList<>(List.of("id,at,amount"));
        all.addAll(List.of(lines));
        Files.write(folder.resolve(DAY + ".csv"), all);
        TestingSource source = TestingSource.csv(name, folder);
        return source.stage(DAY, source.land(DAY, "run"), "run");
    }

    private Verdict audit(Candidate candidate, Expectation... expectations) {
        return new TestingAudit(folder).of(candidate, expectations);
    }

    private static Expectation notNull(String id, String column) {
        return new Expectation(
                id, "expect_column_values_to_not_be_null", Map.of("column", column), Severity.ERROR, RowAction.KEEP);
    }
}
