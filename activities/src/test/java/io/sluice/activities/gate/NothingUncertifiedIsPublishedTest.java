package io.sluice.activities.gate;

import static io.sluice.activities.gate.TestingCandidates.keep;
import static io.sluice.activities.gate.TestingCandidates.publish;
import static io.sluice.activities.gate.TestingCandidates.result;
import static io.sluice.activities.gate.TestingCandidates.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.gate.audit.AuditActivitiesImpl;
import io.sluice.activities.gate.audit.Guard;
import io.sluice.activities.identity.IdentityCheck;
import io.sluice.activities.ingest.TestingSource;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.report.ReportFiles;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.PublishRequest;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.registry.DefinitionRef;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way of publishing what did not cross its gate, tried on a real lake by calling the activity itself. */
final class NothingUncertifiedIsPublishedTest {
    private static final String DAY = "2024-01-01";

    @TempDir
    Path folder;

    private Lake lake;
    private GateActivitiesImpl gates;

    @BeforeEach
    void open() {
        lake = Lake.open(LakeConfig.embedded(folder));
        gates = TestingCandidates.gates(lake, folder.toString(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void withoutAResult() {
        Candidate candidate = stage(lake, "run", 1, DAY, "a");
        refused(candidate, result(candidate, 1, "PASS", "h"), "no gate result is on record");
    }

    @Test
    void blockedAndUndecided() throws IOException {
        Candidate candidate = staged("uncertified_blocked");
        Verdict verdict = audit("strict", candidate, notNull());
        assertThat(verdict.outcome()).isEqualTo("BLOCKED");
        refused(candidate, claimed("strict", candidate, verdict, "PASS"), "strict", "no gate result is on record");
    }

    @Test
    void unknown() throws IOException {
        Candidate candidate = staged("uncertified_unknown");
        Expectation unknown = new Expectation(
                "unknown",
                "expect_column_values_to_not_be_null",
                Map.of("column", "nowhere"),
                Severity.INFO,
                RowAction.KEEP);
        Verdict verdict = audit("strict", candidate, unknown);
        assertThat(verdict.outcome()).isEqualTo("BLOCKED");
        assertThat(verdict.rules().get(0).status()).isEqualTo("UNKNOWN");
        GateResult claimed = claimed("strict", candidate, verdict, "UNKNOWN");
        shared("strict").recordOutcome(claimed);
        refused(candidate, claimed, "strict", "attempt 1 ended UNKNOWN");
    }

    @Test
    void withTheResultOfAnotherAttempt() {
        Candidate candidate = stage(lake, "run", 1, DAY, "a");
        gates.recordOutcome(result(candidate, 1, "PASS", "h"));
        refused(
                candidate,
                result(candidate, 2, "PASS", "h"),
                "no gate result is on record for attempt 2, only for [1]");
    }

    @Test
    void withAChangedReport() {
        Candidate candidate = stage(lake, "run", 1, DAY, "a");
        gates.recordOutcome(result(candidate, 1, "WAIVED", "h"));
        refused(candidate, result(candidate, 1, "WAIVED", "changed"), "was decided on another report");
    }

    @Test
    void byTheGateOfAnotherNameThatSomebodyStarted() throws IOException {
        Candidate candidate = staged("uncertified_lax");
        Verdict strict = audit("strict", candidate, notNull());
        Verdict lax = audit("lax", candidate);
        assertThat(lax.outcome()).isEqualTo("PASS");
        GateResult passed = claimed("lax", candidate, lax, "PASS");
        shared("strict").recordOutcome(passed);
        refused(candidate, passed, "strict", "it has to cross gate strict, not lax");
        refused(
                candidate,
                claimed("strict", candidate, lax, "PASS"),
                "strict",
                "no gate result is on record of gate strict");
        refused(candidate, claimed("strict", candidate, strict, "PASS"), "strict", "no gate result is on record");
    }

    @Test
    void byADefinitionThatDoesNotMakeIt() {
        Candidate candidate = stage(lake, "run", 1, DAY, "a");
        GateResult passed = result(candidate, 1, "PASS", "h");
        gates.recordOutcome(passed);
        GateActivitiesImpl strict = activities(lake, Optional.empty());
        fails(() -> strict.publish(publish(candidate, passed)), "is not registered or does not make it");
        assertThat(isPublished(lake, candidate)).isFalse();
    }

    @Test
    void afterItWasRejected() {
        Candidate candidate = stage(lake, "run", 1, DAY, "a");
        GateResult rejected = result(candidate, 1, "REJECTED", "h");
        gates.recordOutcome(rejected);
        gates.keepRejected(keep(candidate, rejected));
        refused(candidate, rejected, "attempt 1 ended REJECTED");
        gates.recordOutcome(result(candidate, 1, "PASS", "h"));
        refused(candidate, result(candidate, 1, "PASS", "h"), "attempt 1 ended REJECTED");
    }

    @Test
    void onABaseThatMoved() {
        Candidate loser = stage(lake, "run", 1, DAY, "a");
        Candidate winner = stage(lake, "other", 1, DAY, "b");
        for (Candidate candidate : List.of(winner, loser)) {
            gates.recordOutcome(result(candidate, 1, "PASS", "h"));
        }
        gates.publish(publish(winner, result(winner, 1, "PASS", "h")));
        assertThatThrownBy(() -> gates.publish(publish(loser, result(loser, 1, "PASS", "h"))))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getType()).isEqualTo(FailureTypes.STALE_CANDIDATE));
        assertThat(isPublished(lake, loser)).isFalse();
    }

    @Test
    void ofASourceWithoutAGateUnlessItCrossedTheImplicitOne() {
        Candidate candidate = stage(lake, "run", 1, DAY, "a");
        GateActivitiesImpl ungated = activities(lake, Optional.of("implicit"));
        GateResult other = result(candidate, 1, "PASS", "h");
        ungated.recordOutcome(other);
        fails(() -> ungated.publish(publish(candidate, other)), "it has to cross gate implicit, not clicks_gate");
        GateResult implicit = new GateResult(
                "implicit",
                "v1",
                candidate.dataset(),
                DAY,
                candidate.snapshotId(),
                1,
                "PASS",
                "",
                List.of(),
                null,
                "h",
                "",
                "",
                "",
                List.of());
        fails(() -> ungated.publish(publish(candidate, implicit)), "no gate result is on record of gate implicit");
        assertThat(isPublished(lake, candidate)).isFalse();
        ungated.recordOutcome(implicit);
        ungated.publish(publish(candidate, implicit));
        assertThat(isPublished(lake, candidate)).isTrue();
    }

    private void refused(Candidate candidate, GateResult claimed, String why) {
        fails(() -> gates.publish(publish(candidate, claimed)), why);
        assertThat(isPublished(lake, candidate)).isFalse();
    }

    private void refused(Candidate candidate, GateResult claimed, String gate, String why) {
        DefinitionRef source = new DefinitionRef("source", "s", "v1", "f");
        fails(() -> shared(gate).publish(new PublishRequest(candidate, claimed, source, "ingest/s", "ann")), why);
        assertThat(isPublished(TestingLake.shared().lake(), candidate)).isFalse();
    }

    private static void fails(org.assertj.core.api.ThrowableAssert.ThrowingCallable publishing, String why) {
        assertThatThrownBy(publishing)
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureTypes.NOT_CERTIFIED);
                    assertThat(failure.isNonRetryable()).isTrue();
                })
                .hasMessageContaining(why);
    }

    private static boolean isPublished(Lake lake, Candidate candidate) {
        return new WriteAuditPublish(lake)
                .findPublished(TableNames.parse(candidate.dataset()), Long.parseLong(candidate.snapshotId()))
                .isPresent();
    }

    private GateActivitiesImpl shared(String gate) {
        return activities(TestingLake.shared().lake(), Optional.of(gate));
    }

    private GateActivitiesImpl activities(Lake lake, Optional<String> gate) {
        return new GateActivitiesImpl(
                lake,
                new ReportFiles(lake, folder + "/reports"),
                (definition, dataset) -> gate,
                request -> {
                    throw new AssertionError(request);
                },
                IdentityCheck.claimed(),
                Clock.systemUTC());
    }

    /** A row without an id, staged by a real ingestion. */
    private Candidate staged(String name) throws IOException {
        Files.write(folder.resolve(DAY + ".csv"), List.of("id,at,amount", ",2024-01-01T10:00:00Z,1"));
        TestingSource source = TestingSource.csv(name, folder);
        return source.stage(DAY, source.land(DAY, "run"), "run");
    }

    private Verdict audit(String gate, Candidate candidate, Expectation... expectations) {
        Guard guard = new Guard(
                new DefinitionRef("gate", gate, "v1", gate),
                new Gate(gate, List.of(expectations), Gate.Policy.defaults()),
                List.of());
        return new AuditActivitiesImpl(
                        TestingLake.shared().spark(),
                        TestingLake.shared().lake(),
                        (name, dataset) -> guard,
                        new ReportFiles(TestingLake.shared().lake(), folder.toUri() + "reports"),
                        Clock.systemUTC())
                .audit(new AuditRequest(gate, candidate.dataset(), DAY, candidate.snapshotId(), 1));
    }

    private static GateResult claimed(String gate, Candidate candidate, Verdict verdict, String outcome) {
        return new GateResult(
                gate,
                "v1",
                candidate.dataset(),
                DAY,
                candidate.snapshotId(),
                1,
                outcome,
                "",
                List.of(),
                null,
                verdict.reportHash(),
                verdict.reportUri(),
                "",
                "",
                List.of());
    }

    private static Expectation notNull() {
        return new Expectation(
                "id_there",
                "expect_column_values_to_not_be_null",
                Map.of("column", "id"),
                Severity.ERROR,
                RowAction.KEEP);
    }
}
