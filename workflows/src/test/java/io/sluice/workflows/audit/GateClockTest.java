package io.sluice.workflows.audit;

import static io.sluice.workflows.testing.Verdicts.failedRows;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.Sluice;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Policy;
import io.sluice.workflows.testing.Verdicts;
import io.sluice.workflows.window.view.GateView;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.WorkflowReplayer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a gate does while nobody decides. */
final class GateClockTest {
    private static final String ID = "gate/trusted.s/p/77/1";
    private static final String INPUT =
            "{\"dataset\":\"trusted.s\",\"partition\":\"p\",\"snapshotId\":\"77\",\"gate\":\"g\",\"attempt\":1}";
    private static final Duration DEADLINE = Duration.ofHours(10);

    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void remindsEscalatesThenHoldsForAsLongAsItTakes() {
        WorkflowStub gate = blocked("HOLD");
        sluice.environment().sleep(DEADLINE.dividedBy(2));
        assertThat(verbs()).containsExactly("remind");
        gate.signal("approve", Sluice.json("{\"by\":\"boss\",\"reason\":\"r\"}"));
        sluice.environment().sleep(DEADLINE.dividedBy(3));
        assertThat(verbs()).containsExactly("remind", "approve", "escalate");
        assertThat(sluice.effects().get(1)).startsWith("IGNORED: boss may not decide here");
        sluice.environment().sleep(Duration.ofDays(30));
        assertThat(gate.query("status", GateView.class).state()).isEqualTo("HELD");
        assertThat(sluice.attribute(ID, "SluiceState")).isEqualTo("AWAITING_DECISION");
        gate.signal("approve", Sluice.json("{\"by\":\"boss\",\"reason\":\"r\"}"));
        assertThat(gate.getResult(GateResult.class).outcome()).isEqualTo("WAIVED");
        assertThat(verbs()).containsExactly("remind", "approve", "escalate", "expire", "approve");
    }

    @Test
    void expiryRejectsWherePolicySaysSo() {
        GateResult result = blocked("REJECT").getResult(GateResult.class);
        assertThat(result.outcome()).isEqualTo("REJECTED");
        assertThat(result.decidedBy()).isEqualTo("policy");
    }

    @Test
    void aDecisionCancelsTheClock() {
        WorkflowStub gate = blocked("REJECT");
        gate.signal("approve", Sluice.json("{\"by\":\"ana\",\"reason\":\"r\"}"));
        assertThat(gate.getResult(GateResult.class).outcome()).isEqualTo("WAIVED");
        sluice.environment().sleep(DEADLINE);
        assertThat(verbs()).containsExactly("approve");
    }

    @Test
    void moreTimeStartsRemindersAnew() {
        WorkflowStub gate = blocked("REJECT");
        sluice.environment().sleep(DEADLINE.dividedBy(2).plusMinutes(1));
        long later = sluice.environment().currentTimeMillis()
                + DEADLINE.multipliedBy(2).toMillis();
        gate.signal("extend", Sluice.json("{\"by\":\"ana\",\"until\":\"%s\"}".formatted(Instant.ofEpochMilli(later))));
        sluice.environment().sleep(DEADLINE.plusMinutes(1));
        assertThat(verbs()).containsExactly("remind", "extend", "remind");
        assertThat(gate.query("status", GateView.class).state()).isEqualTo("AWAITING_DECISION");
    }

    @Test
    void escalationOutlivesHandingOverAndMoreTime() {
        WorkflowStub gate = blocked("HOLD");
        sluice.environment().sleep(DEADLINE.dividedBy(10).multipliedBy(9));
        gate.signal("reassign", Sluice.json("{\"by\":\"boss\",\"approvers\":[\"ben\"]}"));
        long later = sluice.environment().currentTimeMillis() + DEADLINE.toMillis();
        gate.signal("extend", Sluice.json("{\"by\":\"boss\",\"until\":\"%s\"}".formatted(Instant.ofEpochMilli(later))));
        sluice.environment().sleep(DEADLINE.dividedBy(10).multipliedBy(9));
        assertThat(verbs()).containsExactly("remind", "escalate", "reassign", "extend", "remind", "escalate");
        GateView view = gate.query("status", GateView.class);
        assertThat(view.approvers()).containsExactly("ben", "boss");
        assertThat(view.deadline()).isEqualTo(Instant.ofEpochMilli(later).toString());
    }

    @Test
    void aTimerLeftFromBeforeChangesNothing() {
        WorkflowStub gate = blocked("REJECT");
        sluice.environment().sleep(DEADLINE.minusMinutes(5));
        gate.signal("comment", Sluice.json("{\"by\":\"rita\",\"text\":\"on it\"}"));
        gate.signal("approve", Sluice.json("{\"by\":\"ana\",\"reason\":\"r\"}"));
        assertThat(gate.getResult(GateResult.class).outcome()).isEqualTo("WAIVED");
        sluice.environment().sleep(Duration.ofDays(1));
        assertThat(verbs()).containsExactly("remind", "escalate", "comment", "approve");
        assertThat(sluice.activities().gates().outcomes()).hasSize(1);
    }

    @Test
    void aWaitOfThirtyDaysIsReplayedFromItsHistory() throws Exception {
        WorkflowStub gate = blocked("HOLD");
        // No worker remembers anything: every task begins with the history, as after a restart.
        sluice.environment().sleep(Duration.ofDays(30));
        assertThat(gate.query("status", GateView.class).state()).isEqualTo("HELD");
        gate.signal("approve", Sluice.json("{\"by\":\"ana\",\"reason\":\"r\"}"));
        assertThat(gate.getResult(GateResult.class).outcome()).isEqualTo("WAIVED");
        assertThat(verbs()).containsExactly("remind", "escalate", "expire", "approve");
        WorkflowReplayer.replayWorkflowExecution(sluice.client().fetchHistory(ID), QualityGateWorkflowImpl.class);
    }

    @Test
    void everyVerbIsTakenWhileItIsHeld() {
        WorkflowStub gate = blocked("HOLD");
        sluice.environment().sleep(DEADLINE.plusMinutes(1));
        gate.signal("comment", Sluice.json("{\"by\":\"rita\",\"text\":\"on it\"}"));
        gate.signal("reassign", Sluice.json("{\"by\":\"ana\",\"approvers\":[\"ben\"]}"));
        long later = sluice.environment().currentTimeMillis() + DEADLINE.toMillis();
        gate.signal("extend", Sluice.json("{\"by\":\"ben\",\"until\":\"%s\"}".formatted(Instant.ofEpochMilli(later))));
        sluice.settle();
        assertThat(gate.query("status", GateView.class).state()).isEqualTo("AWAITING_DECISION");
        gate.signal("reject", Sluice.json("{\"by\":\"ben\",\"reason\":\"r\"}"));
        assertThat(gate.getResult(GateResult.class).outcome()).isEqualTo("REJECTED");
        assertThat(sluice.effects()).allMatch(effect -> effect.startsWith("APPLIED: "));
    }

    private List<String> verbs() {
        return sluice.activities().gates().decisions().stream()
                .map(DecisionRecord::verb)
                .toList();
    }

    private WorkflowStub blocked(String onExpiry) {
        Policy policy = new Policy(
                List.of("ana"), 1, true, false, DEADLINE.toSeconds(), 0.5, 0.8, List.of("boss"), onExpiry, 14, 10, 1.0);
        sluice.activities()
                .gates()
                .judge("g", request -> Verdicts.blocked(request, policy, failedRows("price", "error")));
        sluice.start(QualityGate.TYPE, ID, INPUT);
        return sluice.open(ID);
    }
}
