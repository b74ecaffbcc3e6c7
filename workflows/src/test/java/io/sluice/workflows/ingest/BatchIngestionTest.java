package io.sluice.workflows.ingest;

import static io.sluice.workflows.testing.Verdicts.failedRows;
import static io.sluice.workflows.testing.Verdicts.failedTable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.Sluice;
import io.sluice.workflows.details.RunStatus;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.PublishRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.RuleResult;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.IngestionSettings;
import io.sluice.workflows.testing.Verdicts;
import io.sluice.workflows.window.view.GateView;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stage, gate, publish, seen from the run of one partition. */
final class BatchIngestionTest {
    private static final String ID = "ingest/online_retail/2010-12-01";
    private static final String INPUT = "{\"source\":\"online_retail\",\"partition\":\"2010-12-01\"}";
    private static final String FIRST = "9000000000000000001";
    private static final String GATE = "gate/trusted.online_retail/2010-12-01/%s/%d";

    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void publishesWhatItsGatePasses() {
        BatchIngestionResult result = sluice.stub(BatchIngestion.class, ID)
                .run(new BatchIngestionInput("online_retail", "2010-12-01", null, "rita", null, null, null));

        assertThat(result.outcome()).isEqualTo("PUBLISHED");
        assertThat(result.publishedSnapshotId()).isEqualTo(FIRST);
        assertThat(result.rowsRead()).isEqualTo(100);
        assertThat(result.rowsPublished()).isEqualTo(100);
        assertThat(sluice.activities().gates().published())
                .extracting(PublishRequest::requestedBy)
                .containsExactly("rita");
        assertThat(sluice.activities().faults().calls())
                .containsExactly(
                        "RegisteredSearchAttributes",
                        "ResolveIngestion",
                        "Land",
                        "Stage",
                        "RegisteredSearchAttributes",
                        "Audit",
                        "RecordOutcome",
                        "Publish",
                        "TellViews");
        assertThat(sluice.attribute(ID, "SluiceState")).isEqualTo("PUBLISHED");
        assertThat(sluice.attribute(ID, "SluicePartition")).isEqualTo("2010-12-01");
    }

    @Test
    void showsItsGateAndForwardsWhatIsSaid() {
        WorkflowStub run = blocked(failedRows("price", "error"));
        RunStatus status = run.query("status", RunStatus.class);
        assertThat(status.gates()).extracting(GateView::state).containsExactly("AWAITING_DECISION");
        assertThat(sluice.attribute(ID, "SluiceState")).isEqualTo("WAITING_FOR_GATE");
        assertThat(sluice.details(ID))
                .contains("temporal workflow signal --name remediate \\\n  --input"
                        + " '{\"by\":\"you\",\"reason\":\"why\",\"strategy\":\"QUARANTINE_ROWS\",\"attempt\":1}'"
                        + " \\\n  --workflow-id " + ID)
                .contains("\"source\":\"online_retail\"");
        run.signal("approve", Sluice.json("{\"by\":\"ana\",\"reson\":\"typo\"}"));
        sluice.settle();
        assertThat(sluice.effects().get(0)).startsWith("IGNORED: ").contains("did you mean reason?");
        assertThat(sluice.details(ID)).contains("did you mean reason?");
        say(run, "approve", "");
        assertThat(result(run).gate().outcome()).isEqualTo("WAIVED");
        assertThat(sluice.activities().gates().decisions())
                .extracting(DecisionRecord::gateId)
                .containsOnly(GATE.formatted(FIRST, 1));
    }

    @Test
    void ignoresUnknownSignalsAndVerbsThatNoGateWaitsFor() {
        WorkflowStub run = blocked(failedRows("price", "error"));
        run.signal("remidiate", Sluice.json("{}"));
        run.signal("gateClosed", Sluice.json("{\"forged\":true}"));
        say(run, "reject", "");
        say(run, "approve", "");
        result(run);
        RunStatus status = run.query("status", RunStatus.class);
        assertThat(status.ignored()).hasSize(2);
        assertThat(status.ignored().get(0).why()).contains("unknown signal remidiate; did you mean remediate?");
        assertThat(status.ignored().get(1).why()).isEqualTo("this run waits for no such gate");
        assertThat(sluice.effects()).contains("APPLIED: rejected").anyMatch(effect -> effect.contains("remidiate"));
    }

    @Test
    void aVerbWithoutAGateIsIgnoredAndWrittenDown() {
        WorkflowStub run = sluice.client().newUntypedWorkflowStub(BatchIngestion.TYPE, Sluice.options(ID));
        run.signalWithStart(
                "approve", new Object[] {Sluice.json("{\"by\":\"eve\"}")}, new Object[] {Sluice.json(INPUT)});
        assertThat(result(run).outcome()).isEqualTo("PUBLISHED");
        assertThat(sluice.effects()).containsExactly("IGNORED: no gate of this run is open");
        assertThat(sluice.activities().gates().decisions().get(0).by()).isEqualTo("eve");
    }

    @Test
    void dropsFailingRowsAndAuditsAgain() {
        sluice.activities()
                .gates()
                .judge(
                        "online_retail_gate",
                        request -> request.attempt() == 1
                                ? Verdicts.blocked(
                                        request,
                                        Verdicts.policy(),
                                        failedRows("price", "error"),
                                        failedRows("id", "fatal"))
                                : Verdicts.pass(request));
        WorkflowStub run = started();
        say(run, "remediate", ",\"strategy\":\"QUARANTINE_ROWS\"");
        BatchIngestionResult result = result(run);
        assertThat(result.outcome()).isEqualTo("PUBLISHED");
        assertThat(result.quarantined()).isEqualTo(14);
        assertThat(result.rowsPublished()).isEqualTo(86);
        assertThat(sluice.activities().staging().stagings())
                .extracting(StageRequest::attempt, StageRequest::quarantineRules)
                .containsExactly(tuple(1, List.of()), tuple(2, List.of("price", "id")));
        assertThat(sluice.activities().staging().landings()).hasSize(1);
        assertThat(sluice.activities().gates().outcomes())
                .extracting(GateResult::outcome)
                .containsExactly("REMEDIATED", "PASS");
    }

    @Test
    void landsADeliveryThatWasSentAgain() {
        sluice.activities()
                .gates()
                .judge(
                        "online_retail_gate",
                        request -> request.attempt() < 3
                                ? Verdicts.blocked(request, Verdicts.policy(), failedRows("price", "error"))
                                : Verdicts.pass(request));
        WorkflowStub run = started();
        say(run, "remediate", ",\"strategy\":\"QUARANTINE_ROWS\"");
        sluice.settle();
        say(run, "remediate", ",\"strategy\":\"REINGEST\",\"path\":\"/data/b.parquet\",\"attempt\":2");
        assertThat(result(run).outcome()).isEqualTo("PUBLISHED");
        assertThat(sluice.activities().staging().landings())
                .extracting(LandRequest::delivery, LandRequest::path)
                .containsExactly(tuple(1, null), tuple(2, "/data/b.parquet"));
        assertThat(sluice.activities().staging().stagings())
                .extracting(StageRequest::quarantineRules)
                .as("what was decided about the old rows does not hold for the new ones")
                .containsExactly(List.of(), List.of("price"), List.of());
    }

    @Test
    void readsTheGateAgainWithoutStagingAgain() {
        sluice.activities()
                .gates()
                .judge(
                        "online_retail_gate",
                        request -> request.attempt() == 1
                                ? Verdicts.blocked(request, Verdicts.policy(), failedTable("count", "error"))
                                : Verdicts.readAs("v2", Verdicts.pass(request)));
        WorkflowStub run = started();
        say(run, "remediate", ",\"strategy\":\"RETRY_AUDIT\"");
        BatchIngestionResult result = result(run);
        assertThat(result.publishedSnapshotId()).isEqualTo(FIRST);
        assertThat(result.gate().attempt()).isEqualTo(2);
        assertThat(sluice.activities().staging().stagings()).hasSize(1);
        assertThat(sluice.activities().gates().outcomes())
                .as("both versions of the gate are on record")
                .extracting(GateResult::attempt, GateResult::outcome, GateResult::gateVersion)
                .containsExactly(tuple(1, "REMEDIATED", "v1"), tuple(2, "PASS", "v2"));
    }

    @Test
    void keepsWhatIsRejectedAndTakesItUpAgain() {
        WorkflowStub run = blocked(failedRows("price", "error"));
        say(run, "reject", "");
        BatchIngestionResult rejected = result(run);
        assertThat(rejected.outcome()).isEqualTo("REJECTED");
        assertThat(rejected.publishedSnapshotId()).isEmpty();
        assertThat(sluice.activities().gates().published()).isEmpty();
        assertThat(sluice.attribute(ID, "SluiceState")).isEqualTo("REJECTED");
        assertThat(sluice.details(ID)).contains("\"reopen\"");

        WorkflowStub again = sluice.start(
                BatchIngestion.TYPE,
                ID,
                "{\"source\":\"online_retail\",\"partition\":\"2010-12-01\",\"reopen\":{\"snapshotId\":\"%s\",\"by\":\"ana\",\"reason\":\"r\"}}"
                        .formatted(FIRST));
        sluice.awaitGate(again, 2);
        say(again, "approve", ",\"attempt\":2");
        BatchIngestionResult reopened = result(again);
        assertThat(reopened.outcome()).isEqualTo("PUBLISHED");
        assertThat(reopened.publishedSnapshotId()).isEqualTo(FIRST);
        assertThat(reopened.gate().attempt()).isEqualTo(2);
        assertThat(sluice.activities().staging().landings()).hasSize(1);
        assertThat(sluice.activities().gates().decisions())
                .extracting(DecisionRecord::verb)
                .containsExactly("reject", "reopen", "approve");
        assertThat(sluice.activities().gates().reopened())
                .as("kept while its gate waits, however long")
                .extracting(Candidate::snapshotId)
                .containsExactly(FIRST);
    }

    @Test
    void failsWhenPolicySaysThatARejectionIsAFailure() {
        sluice.activities().registry().source(settings("FAIL_ON_REJECT", ""));
        WorkflowStub run = blocked(failedRows("price", "error"));
        say(run, "reject", "");
        failure(run, FailureTypes.REJECTED, "Rejected by ana: why");
        assertThat(sluice.activities().gates().kept()).hasSize(1);
    }

    @Test
    void stagesAndAuditsAgainWhenTheBaseHasMoved() {
        sluice.activities().faults().next("Publish", stale());
        BatchIngestionResult result = result(started());
        assertThat(result.outcome()).isEqualTo("PUBLISHED");
        assertThat(result.gate().attempt()).isEqualTo(2);
        assertThat(sluice.activities().gates().outcomes()).hasSize(2);
    }

    @Test
    void givesUpWhenTheBaseKeepsMoving() {
        for (int i = 0; i < 10; i++) {
            sluice.activities().faults().next("Publish", stale());
        }
        failure(started(), FailureTypes.STALE_CANDIDATE, "moved");
    }

    @Test
    void waitsOutFaultsOfTheInfrastructure() {
        for (String activity : List.of("ResolveIngestion", "Land", "Stage", "Audit", "RecordOutcome", "Publish")) {
            sluice.activities()
                    .faults()
                    .next(activity, new UncheckedIOException(new ConnectException("the lake is away")));
            sluice.activities()
                    .faults()
                    .next(activity, new UncheckedIOException(new ConnectException("the lake is still away")));
        }
        assertThat(result(started()).outcome()).isEqualTo("PUBLISHED");
    }

    @Test
    void doesWithoutSearchAttributesThatNobodyRegistered() {
        sluice.activities().registry().searchAttributes(List.of("SluiceKind"));
        assertThat(result(started()).outcome()).isEqualTo("PUBLISHED");
        assertThat(sluice.attribute(ID, "SluiceKind")).isEqualTo("ingest");
        assertThat(sluice.attribute(ID, "SluiceState")).isNull();
    }

    @Test
    void failsAtOnceWithThePlainReason() {
        WorkflowStub run = sluice.start(
                BatchIngestion.TYPE, "ingest/online_retial/p", "{\"source\":\"online_retial\",\"partition\":\"p\"}");
        failure(run, FailureTypes.NOT_FOUND, "No source online_retial; did you mean online_retail?");
        failure(
                sluice.start(BatchIngestion.TYPE, ID, "\"online_retail\""),
                FailureTypes.INVALID_INPUT,
                "a string was given");
        assertThat(sluice.activities().staging().landings()).isEmpty();
    }

    @Test
    void wantsToKnowWhoAskedWherePolicyForbidsToDecideOnOnesOwn() {
        sluice.activities().registry().source(settings("", "NO_SELF"));
        failure(started(), FailureTypes.INVALID_INPUT, "field requestedBy is missing");
        assertThat(sluice.activities().staging().landings()).isEmpty();
    }

    @Test
    void cancelWhileAGateWaitsCancelsTheGateAndPublishesNothing() {
        WorkflowStub run = blocked(failedRows("price", "error"));
        run.cancel();
        WorkflowStub gate = sluice.standingStill(GATE.formatted(FIRST, 1));
        assertThatThrownBy(() -> gate.getResult(GateResult.class)).hasCauseInstanceOf(CanceledFailure.class);
        assertThatThrownBy(() -> result(run)).hasCauseInstanceOf(CanceledFailure.class);
        assertThat(sluice.activities().gates().published()).isEmpty();
    }

    /** Left behind, the gate could be approved, and nobody would hear of it. What the server makes of it is seen in DecisionsIT. */
    @Test
    void asksTheServerToTerminateItsGateWithIt() {
        blocked(failedRows("price", "error"));
        assertThat(sluice.client().fetchHistory(ID).getEvents())
                .filteredOn(HistoryEvent::hasStartChildWorkflowExecutionInitiatedEventAttributes)
                .extracting(event -> event.getStartChildWorkflowExecutionInitiatedEventAttributes()
                        .getParentClosePolicy())
                .containsExactly(ParentClosePolicy.PARENT_CLOSE_POLICY_TERMINATE);
    }

    @Test
    void theUpdateHandsOverAndRemediates() {
        WorkflowStub run = blocked(failedRows("price", "error"));
        WorkflowStub gate = sluice.client().newUntypedWorkflowStub(GATE.formatted(FIRST, 1));
        assertThat(decide(gate, "\"verb\":\"reassign\",\"by\":\"ana\",\"approvers\":[\"cid\"]"))
                .startsWith("APPLIED: ");
        assertThat(gate.query("status", GateView.class).approvers()).containsExactly("cid");
        assertThatThrownBy(() -> decide(gate, "\"verb\":\"approve\",\"by\":\"ana\""))
                .cause()
                .hasMessageContaining("ana may not decide here; may decide: cid");
        sluice.activities().gates().judge("online_retail_gate", Verdicts::pass);
        assertThat(decide(gate, "\"verb\":\"remediate\",\"by\":\"cid\",\"strategy\":\"QUARANTINE_ROWS\""))
                .startsWith("APPLIED: ");
        BatchIngestionResult result = result(run);
        assertThat(result.outcome()).isEqualTo("PUBLISHED");
        assertThat(result.gate().attempt()).isEqualTo(2);
        assertThat(sluice.activities().gates().decisions())
                .extracting(DecisionRecord::verb, DecisionRecord::channel)
                .containsExactly(tuple("reassign", "update"), tuple("approve", "update"), tuple("remediate", "update"));
    }

    private static String decide(WorkflowStub gate, String fields) {
        return gate.update("decide", DecisionRecord.class, Sluice.json("{" + fields + ",\"reason\":\"r\"}"))
                .effect();
    }

    @Test
    void waitsForAGateOfTheSameIdAndAppliesWhatWasDecidedThere() {
        judge(failedRows("price", "error"));
        String gate = GATE.formatted(FIRST, 1);
        WorkflowStub other = sluice.start(
                "QualityGate",
                gate,
                "{\"dataset\":\"trusted.online_retail\",\"partition\":\"2010-12-01\",\"snapshotId\":\"%s\",\"gate\":\"online_retail_gate\",\"attempt\":1}"
                        .formatted(FIRST));
        sluice.settle();
        WorkflowStub run = started();
        assertThat(run.query("status", RunStatus.class).phase()).isEqualTo("gate " + gate + " runs already");
        say(other, "approve", "");
        BatchIngestionResult result = result(run);
        assertThat(result.outcome()).isEqualTo("PUBLISHED");
        assertThat(result.gate().decidedBy()).isEqualTo("ana");
        assertThat(sluice.activities().gates().decisions()).hasSize(1);
    }

    private WorkflowStub blocked(RuleResult... rules) {
        judge(rules);
        return started();
    }

    private void judge(RuleResult... rules) {
        sluice.activities()
                .gates()
                .judge("online_retail_gate", request -> Verdicts.blocked(request, Verdicts.policy(), rules));
    }

    private WorkflowStub started() {
        WorkflowStub run = sluice.start(BatchIngestion.TYPE, ID, INPUT);
        sluice.settle();
        return run;
    }

    private static void say(WorkflowStub run, String verb, String more) {
        run.signal(verb, Sluice.json("{\"by\":\"ana\",\"reason\":\"why\"%s}".formatted(more)));
    }

    private static BatchIngestionResult result(WorkflowStub run) {
        return run.getResult(BatchIngestionResult.class);
    }

    private static void failure(WorkflowStub run, String type, String message) {
        assertThatThrownBy(() -> result(run)).cause().satisfies(cause -> {
            ApplicationFailure failure = (ApplicationFailure) cause;
            assertThat(failure.getType()).isEqualTo(type);
            assertThat(failure.getOriginalMessage()).contains(message);
        });
    }

    private static ApplicationFailure stale() {
        return ApplicationFailure.newNonRetryableFailure("the base moved", FailureTypes.STALE_CANDIDATE);
    }

    private static IngestionSettings settings(String reject, String self) {
        return new IngestionSettings(
                new DefinitionRef("source", "online_retail", "v1", "f"),
                "online_retail_gate",
                "",
                "memory:",
                10,
                !reject.isEmpty(),
                !self.isEmpty(),
                14);
    }
}
