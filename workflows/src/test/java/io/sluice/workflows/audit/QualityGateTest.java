package io.sluice.workflows.audit;

import static io.sluice.workflows.testing.Verdicts.failedRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.Sluice;
import io.sluice.workflows.decision.Approve;
import io.sluice.workflows.decision.Comment;
import io.sluice.workflows.decision.Decide;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Policy;
import io.sluice.workflows.gate.audit.RuleResult;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.payload.GuardedDataConverter;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.testing.Verdicts;
import io.sluice.workflows.window.view.GateView;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gate that a person started, driven as the command line does. */
final class QualityGateTest {
    private static final String ID = "gate/trusted.online_retail/2010-12-01/77/1";
    private static final String INPUT =
            "{\"dataset\":\"trusted.online_retail\",\"partition\":\"2010-12-01\",\"snapshotId\":\"77\",\"gate\":\"g\",\"attempt\":1}";
    private static final String APPROVE = "{\"by\":\"ana\",\"reason\":\"known\"}";

    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void passesWithoutPeople() {
        GateResult result = sluice.start(QualityGate.TYPE, ID, INPUT).getResult(GateResult.class);
        assertThat(result.outcome()).isEqualTo("PASS");
        assertThat(sluice.activities().gates().outcomes()).containsExactly(result);
        assertThat(sluice.activities().gates().decisions()).isEmpty();
    }

    @Test
    void waitsWhenBlockedAndShowsWhatToType() {
        WorkflowStub gate = blocked();
        GateView view = gate.query("status", GateView.class);
        assertThat(view.state()).isEqualTo("AWAITING_DECISION");
        assertThat(view.rules()).extracting(RuleResult::rule).containsExactly("price");
        assertThat(sluice.details(ID))
                .contains(
                        "temporal workflow signal --name approve \\\n  --input '{\"by\":\"you\",\"reason\":\"why\",\"attempt\":1}'"
                                + " \\\n  --workflow-id " + ID)
                .contains("| price | error | FAILED | 7 of 100 | none |")
                .containsOnlyOnce("AWAITING_DECISION")
                .contains("**remediate, QUARANTINE_ROWS** moves the failing rows to quarantine")
                .contains("**approve** waives the failed rules", "**reject** publishes nothing")
                .contains("**extend** moves the deadline")
                .doesNotContain("Pending Activities");
        assertThat(sluice.attribute(ID, "SluiceState")).isEqualTo("AWAITING_DECISION");
        assertThat(sluice.attribute(ID, "SluiceKind")).isEqualTo("gate");
        assertThat(sluice.attribute(ID, "SluiceSource")).isEqualTo("online_retail");
    }

    @Test
    void aSignalDecides() {
        WorkflowStub gate = blocked();
        gate.signal("approve", Sluice.json(APPROVE));
        GateResult result = gate.getResult(GateResult.class);
        assertThat(result.outcome()).isEqualTo("WAIVED");
        assertThat(result.decidedBy()).isEqualTo("ana");
        assertThat(result.rules()).containsExactly("price");
        assertThat(result.failed()).containsExactly("price");
        assertThat(sluice.effects()).containsExactly("APPLIED: waived price");
        assertThat(sluice.attribute(ID, "SluiceState")).isEqualTo("WAIVED");
    }

    @Test
    void ignoresWhatItCannotTakeWithTheReason() {
        WorkflowStub gate = blocked();
        gate.signal("approve", Sluice.json("\"{\\\"by\\\":\\\"ana\\\"}\""));
        gate.signal("approve", Sluice.json("[" + APPROVE + "]"));
        gate.signal("approve", Sluice.json("null"));
        gate.signal("approve");
        gate.signal("approve", Sluice.json(APPROVE), Sluice.json(APPROVE));
        gate.signal("approve", Sluice.json("{\"by\":\"ana\",\"reason\":{}}"));
        gate.signal("approve", Sluice.json("{\"by\":\"ana\",\"reson\":\"known\"}"));
        gate.signal("approve", Sluice.json("{by: ana}"));
        gate.signal("approve", Sluice.json("{\"by\":\"ana\",\"reason\":\"known\",\"attempt\":2}"));
        gate.signal("aprove", Sluice.json(APPROVE));
        gate.signal("frobnicate", Sluice.json(APPROVE));
        sluice.settle();
        assertThat(sluice.effects()).hasSize(11).allMatch(effect -> effect.startsWith("IGNORED: "));
        assertThat(sluice.effects().get(0)).contains("a string was given", "take away the quotes");
        assertThat(sluice.effects().get(1)).contains("an array was given");
        assertThat(sluice.effects().get(2)).contains("null was given");
        assertThat(sluice.effects().get(3)).contains("nothing was given");
        assertThat(sluice.effects().get(4)).contains("more than one argument");
        assertThat(sluice.effects().get(5)).contains("field reason must be a string, but it is an object");
        assertThat(sluice.effects().get(6)).contains("unknown field reson", "did you mean reason?");
        assertThat(sluice.effects().get(7)).contains("not JSON");
        assertThat(sluice.effects().get(8)).contains("the gate is at attempt 1, not 2");
        assertThat(sluice.effects().get(9)).contains("unknown signal aprove; did you mean approve?");
        assertThat(sluice.effects().get(10)).contains("unknown signal frobnicate; the signals are approve, reject");
        assertThat(sluice.details(ID))
                .contains(
                        "Decisions (11, the last ones)", "- frobnicate (signal): IGNORED", "- approve by ana (signal)")
                .doesNotContain(" by  (");
        gate.signal("approve", Sluice.json(APPROVE));
        assertThat(gate.getResult(GateResult.class).outcome()).isEqualTo("WAIVED");
        assertThat(gate.query("decisions", DecisionRecord[].class)).hasSize(12);
    }

    @Test
    void theUpdateSaysAtOnceWhyItRefuses() {
        sluice.activities()
                .gates()
                .judge("g", request -> Verdicts.blocked(request, Verdicts.policy(), failedRows("p", "fatal")));
        sluice.start(QualityGate.TYPE, ID, INPUT);
        WorkflowStub gate = sluice.open(ID);
        refused(gate, "{\"verb\":\"approve\",\"by\":\"ana\",\"reason\":\"r\"}", "p may be waived by nobody");
        refused(gate, "{\"verb\":\"aprove\",\"by\":\"ana\"}", "did you mean approve?");
        refused(gate, "{\"by\":\"ana\"}", "field verb must be one of approve, reject");
        refused(
                gate,
                "{\"verb\":\"reject\",\"by\":\"ana\",\"reason\":\"r\",\"strategy\":\"X\"}",
                "unknown field strategy");
        refused(gate, "\"approve\"", "a string was given");
        sluice.settle();
        assertThat(sluice.effects()).hasSize(5).allMatch(effect -> effect.startsWith("IGNORED: "));
        assertThat(sluice.effects().get(0)).contains("p may be waived by nobody");
        DecisionRecord answer = gate.update(
                "decide", DecisionRecord.class, Sluice.json("{\"verb\":\"reject\",\"by\":\"ana\",\"reason\":\"r\"}"));
        assertThat(answer.effect()).isEqualTo("APPLIED: rejected");
        assertThat(answer.channel()).isEqualTo("update");
        assertThat(gate.getResult(GateResult.class).outcome()).isEqualTo("REJECTED");
        assertThat(sluice.activities().gates().decisions()).hasSize(6).endsWith(answer);
        assertThat(sluice.activities().gates().decisions())
                .extracting(DecisionRecord::channel)
                .containsOnly("update");
    }

    @Test
    void aRunThatOnlyStartedAGateDecidesNothingButWritesDownWhatWasSaid() {
        sluice.activities().gates().judge("g", QualityGateTest::blockedByPrice);
        WorkflowStub launcher = sluice.start(QualityGate.TYPE, "gate/typed", INPUT);
        sluice.open(ID);
        String why = "this run has only started a gate; send it to " + ID;
        refused(launcher, "{\"verb\":\"reject\",\"by\":\"ana\",\"reason\":\"r\"}", why);
        refused(launcher, "{\"verb\":\"rejct\"}", "did you mean reject?");
        launcher.signal("approve", Sluice.json(APPROVE));
        launcher.signal("aprove", Sluice.json(APPROVE));
        sluice.settle();
        assertThat(sluice.effects()).hasSize(4).allMatch(effect -> effect.startsWith("IGNORED: "));
        assertThat(sluice.effects().get(0)).isEqualTo("IGNORED: " + why);
        assertThat(sluice.effects().get(2)).isEqualTo("IGNORED: " + why);
        assertThat(sluice.activities().gates().decisions().get(2).gateId()).isEqualTo("gate/typed");
        sluice.client().newUntypedWorkflowStub(ID).signal("approve", Sluice.json(APPROVE));
        assertThat(launcher.getResult(GateResult.class).outcome()).isEqualTo("WAIVED");
    }

    @Test
    void showsWhereToLookWhileAnActivityIsTriedAgain() {
        List<String> meanwhile = new CopyOnWriteArrayList<>();
        sluice.activities().gates().judge("g", request -> {
            meanwhile.add(sluice.details(ID));
            return Verdicts.pass(request);
        });
        sluice.start(QualityGate.TYPE, ID, INPUT).getResult(GateResult.class);
        assertThat(meanwhile)
                .singleElement()
                .asString()
                .contains("Pending Activities in the UI, or `temporal workflow describe --workflow-id " + ID + "`");
        assertThat(sluice.details(ID)).doesNotContain("Pending Activities");
    }

    @Test
    void anErrorInTheProgramEndsTheRun() {
        sluice.activities().faults().next("Audit", new NullPointerException("rows is null"));
        WorkflowStub gate = sluice.start(QualityGate.TYPE, ID, INPUT);
        failed(
                gate,
                FailureTypes.PROGRAM_ERROR,
                "Activity Audit met an error in the program, which trying again does not mend: NullPointerException: rows is null, at "
                        + getClass().getName());
        assertThat(sluice.activities().faults().calls()).containsOnlyOnce("Audit");
    }

    @Test
    void aLibraryThatHasStoppedIsWaitedFor() {
        IllegalStateException stopped = new IllegalStateException("Cannot call methods on a stopped SparkContext");
        stopped.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("org.apache.spark.SparkContext", "assertNotStopped", "SparkContext.scala", 122)
        });
        for (int i = 0; i < 15; i++) {
            sluice.activities().faults().next("Audit", stopped);
        }
        assertThat(sluice.start(QualityGate.TYPE, ID, INPUT)
                        .getResult(GateResult.class)
                        .outcome())
                .isEqualTo("PASS");
    }

    @Test
    void aPayloadThatIsTooLargeEndsTheRun() {
        DefinitionRef ref = new DefinitionRef("gate", "g", "v1", "x".repeat(GuardedDataConverter.MAX_BYTES));
        Verdict large = new Verdict("PASS", ref, Verdicts.policy(), List.of(), 0, 0, 0, "hash", "memory:", null, null);
        Iterator<Verdict> verdicts = List.of(large).iterator();
        sluice.activities()
                .gates()
                .judge("g", request -> verdicts.hasNext() ? verdicts.next() : Verdicts.pass(request));
        WorkflowStub gate = sluice.start(QualityGate.TYPE, ID, INPUT);
        failed(gate, FailureTypes.PAYLOAD_TOO_LARGE, "Verdict has ");
        assertThat(sluice.activities().faults().calls()).containsOnlyOnce("Audit");
    }

    @Test
    void javaCallersHaveTypedVerbs() {
        blocked();
        QualityGate gate = sluice.client().newWorkflowStub(QualityGate.class, ID);
        gate.comment(new Comment("ben", "looks fine", null, null, null, null));
        sluice.settle();
        assertThat(gate.status().decisions()).isEqualTo(1);
        Decide decide =
                new Decide("approve", "ana", "known", 1, null, null, null, null, null, null, null, null, null, null);
        assertThat(gate.decide(decide).effect()).isEqualTo("APPLIED: waived price");
        gate.approve(new Approve("ben", "late", 1, null, null, null, null));
        sluice.settle();
        assertThat(gate.decisions()).extracting(DecisionRecord::verb).startsWith("comment", "approve");
    }

    @Test
    void aDecisionBeforeTheAuditHasBlockedIsIgnored() {
        sluice.activities().gates().judge("g", QualityGateTest::blockedByPrice);
        WorkflowStub gate = sluice.client().newUntypedWorkflowStub(QualityGate.TYPE, Sluice.options(ID));
        gate.signalWithStart("approve", new Object[] {Sluice.json(APPROVE)}, new Object[] {Sluice.json(INPUT)});
        sluice.open(ID);
        assertThat(sluice.effects())
                .containsExactly("IGNORED: no decision is open: the audit has not blocked this gate");
        assertThat(gate.query("status", GateView.class).state()).isEqualTo("AWAITING_DECISION");
    }

    @Test
    void appliesAgainWhatWasDecidedForTheSameReport() {
        WorkflowStub gate = blocked();
        gate.signal("approve", Sluice.json(APPROVE));
        GateResult first = gate.getResult(GateResult.class);
        GateResult second = sluice.start(QualityGate.TYPE, ID, INPUT).getResult(GateResult.class);
        assertThat(second).isEqualTo(first);
        assertThat(sluice.details(ID)).contains("decided before: WAIVED by ana, applied again");
        assertThat(sluice.activities().gates().decisions()).hasSize(1);
    }

    @Test
    void asksAgainWhenTheReportIsAnother() {
        blocked().signal("reject", Sluice.json(APPROVE));
        sluice.settle();
        sluice.activities()
                .gates()
                .judge("g", request -> Verdicts.blocked(request, Verdicts.policy(), failedRows("id", "error")));
        WorkflowStub again = sluice.start(QualityGate.TYPE, ID, INPUT);
        sluice.settle();
        assertThat(again.query("status", GateView.class).state()).isEqualTo("AWAITING_DECISION");
    }

    @Test
    void cancelEndsTheWait() {
        WorkflowStub gate = blocked();
        gate.cancel();
        assertThatThrownBy(() -> gate.getResult(GateResult.class))
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
        assertThat(sluice.activities().gates().outcomes()).isEmpty();
    }

    @Test
    void refusesAnUnknownRequesterWherePolicyForbidsToDecideOnOnesOwn() {
        Policy policy = new Policy(List.of(), 1, true, true, 0, 0.5, 0.8, List.of(), "HOLD", 14, 10, 1.0);
        sluice.activities()
                .gates()
                .judge("g", request -> Verdicts.blocked(request, policy, failedRows("price", "error")));
        failed(INPUT, "field requestedBy is missing; the policy of gate g says prevent_self_approval");
    }

    @Test
    void whoAskedForARunIsAskedWhereTheRunStartsAndNotByItsGate() {
        Policy plain = Verdicts.policy();
        Policy policy = new Policy(
                plain.approvers(),
                plain.quorum(),
                plain.requireReason(),
                true,
                plain.deadlineSeconds(),
                plain.remind(),
                plain.escalateAt(),
                plain.escalate(),
                plain.onExpiry(),
                plain.keepDays(),
                plain.maxAttempts(),
                plain.quarantineLimit());
        sluice.activities()
                .gates()
                .judge("g", request -> Verdicts.blocked(request, policy, failedRows("price", "error")));
        String begun = INPUT.replace("}", ",\"parent\":\"ingest/online_retail/2010-12-01\"}");
        WorkflowStub gate = sluice.start(QualityGate.TYPE, ID, begun);
        sluice.open(ID);
        assertThat(sluice.details(ID)).contains("nobody knows who asked for this run");
        gate.signal("approve", Sluice.json(APPROVE));
        assertThat(gate.getResult(GateResult.class).outcome()).isEqualTo("WAIVED");
    }

    @Test
    void badInputFailsAtOnce() {
        failed(
                "{\"dataset\":\"trusted.x\",\"snapshotId\":77,\"gate\":\"g\",\"attempt\":1}",
                "field snapshotId must be a string");
        failed(INPUT.replace("77", "7 7"), "no white space");
        failed(INPUT.replace("77", "7".repeat(300)), "at most 200 characters");
        assertThat(sluice.activities().faults().calls()).isEmpty();
    }

    private void failed(String input, String why) {
        failed(sluice.start(QualityGate.TYPE, ID, input), FailureTypes.INVALID_INPUT, why);
    }

    private static void failed(WorkflowStub gate, String type, String why) {
        assertThatThrownBy(() -> gate.getResult(GateResult.class)).cause().satisfies(cause -> {
            ApplicationFailure failure = (ApplicationFailure) cause;
            assertThat(failure.getType()).isEqualTo(type);
            assertThat(failure.getOriginalMessage()).contains(why);
        });
    }

    private void refused(WorkflowStub gate, String json, String why) {
        assertThatThrownBy(() -> gate.update("decide", DecisionRecord.class, Sluice.json(json)))
                .isInstanceOf(WorkflowUpdateException.class)
                .cause()
                .hasMessageContaining(why);
    }

    private WorkflowStub blocked() {
        sluice.activities().gates().judge("g", QualityGateTest::blockedByPrice);
        sluice.start(QualityGate.TYPE, ID, INPUT);
        return sluice.open(ID);
    }

    private static Verdict blockedByPrice(AuditRequest request) {
        return Verdicts.blocked(request, Verdicts.policy(), failedRows("price", "error"));
    }
}
