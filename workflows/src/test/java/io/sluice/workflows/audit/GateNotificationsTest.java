package io.sluice.workflows.audit;

import static io.sluice.workflows.testing.Verdicts.failedRows;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.Sluice;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Policy;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.notice.Notice;
import io.sluice.workflows.testing.Verdicts;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told what about a gate, and that nothing waits for it. */
final class GateNotificationsTest {
    private static final String ID = "gate/trusted.s/p/77/1";
    private static final String INPUT =
            "{\"dataset\":\"trusted.s\",\"partition\":\"p\",\"snapshotId\":\"77\",\"gate\":\"g\",\"attempt\":1}";

    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void peopleAreToldOfEachStep() {
        WorkflowStub gate = blocked();
        sluice.environment().sleep(Duration.ofDays(2));
        say(gate, "approve");

        List<Notice> told = sluice.activities().notices().sent();
        assertThat(told)
                .extracting(Notice::event)
                .containsExactly("OPENED", "REMINDED", "ESCALATED", "HELD", "DECIDED");
        assertThat(told).extracting(Notice::key).doesNotHaveDuplicates();
        assertThat(told.get(0).rules()).containsExactly("price (error)");
        assertThat(told.get(0).commands()).anyMatch(command -> command.contains("--name approve"));
        assertThat(told.get(0).sentence())
                .isEqualTo("Gate g of trusted.s p, attempt 1, is blocked and waits for a decision");
        assertThat(told.get(4).state()).isEqualTo("WAIVED");
        assertThat(told.get(4).commands()).isEmpty();
        assertThat(told.toString())
                .as("names and reasons stay where they are protected")
                .doesNotContain("ana")
                .doesNotContain("secret reason");
    }

    @Test
    void warningsAreToldAndAPassIsNot() {
        sluice.activities().gates().judge("g", request -> {
            Verdict blocked = Verdicts.blocked(request, Verdicts.policy(), failedRows("price", "warning"));
            return new Verdict(
                    "PASS_WITH_WARNINGS",
                    blocked.gate(),
                    blocked.policy(),
                    blocked.rules(),
                    1,
                    1,
                    0,
                    blocked.reportHash(),
                    blocked.reportUri(),
                    null,
                    null);
        });
        sluice.start(QualityGate.TYPE, ID, INPUT).getResult(GateResult.class);
        assertThat(sluice.activities().notices().sent())
                .extracting(Notice::event)
                .containsExactly("WARNINGS");
        sluice.activities().gates().judge("g", Verdicts::pass);
        sluice.start(QualityGate.TYPE, ID.replace("77", "78"), INPUT.replace("77", "78"))
                .getResult(GateResult.class);
        assertThat(sluice.activities().notices().sent()).hasSize(1);
    }

    @Test
    void aNotifierThatIsDownChangesNothingElse() {
        for (int i = 0; i < 100; i++) {
            sluice.activities()
                    .faults()
                    .next("Notify", ApplicationFailure.newFailure("webhook is down", "NotDelivered"));
        }
        WorkflowStub gate = blocked();
        sluice.environment().sleep(Duration.ofHours(2));
        assertThat(sluice.details(ID)).contains("nobody could be told (OPENED): webhook is down");
        sluice.environment().sleep(Duration.ofDays(2));
        say(gate, "approve");
        assertThat(gate.getResult(GateResult.class).outcome()).isEqualTo("WAIVED");
        assertThat(secondsFromDecisionToEnd())
                .as("the end waits for a moment only")
                .isLessThanOrEqualTo(11);
        assertThat(sluice.activities().faults().calls())
                .filteredOn("Notify"::equals)
                .as("tries are bounded")
                .hasSizeLessThanOrEqualTo(5 * 8);
        assertThat(sluice.activities().gates().outcomes()).hasSize(1);
    }

    private long secondsFromDecisionToEnd() {
        List<HistoryEvent> events = sluice.client().fetchHistory(ID).getEvents();
        HistoryEvent decided = events.stream()
                .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
                .reduce((first, last) -> last)
                .orElseThrow();
        HistoryEvent ended = events.get(events.size() - 1);
        return ended.getEventTime().getSeconds() - decided.getEventTime().getSeconds();
    }

    private WorkflowStub blocked() {
        Policy plain = Verdicts.policy();
        Policy policy = new Policy(
                plain.approvers(),
                plain.quorum(),
                plain.requireReason(),
                plain.preventSelfApproval(),
                Duration.ofHours(10).toSeconds(),
                plain.remind(),
                plain.escalateAt(),
                plain.escalate(),
                "HOLD",
                plain.keepDays(),
                plain.maxAttempts(),
                plain.quarantineLimit());
        sluice.activities()
                .gates()
                .judge("g", request -> Verdicts.blocked(request, policy, failedRows("price", "error")));
        WorkflowStub gate = sluice.start(QualityGate.TYPE, ID, INPUT);
        sluice.settle();
        return gate;
    }

    private static void say(WorkflowStub gate, String verb) {
        gate.signal(verb, Sluice.json("{\"by\":\"ana\",\"reason\":\"secret reason\"}"));
        gate.getResult(GateResult.class);
    }
}
