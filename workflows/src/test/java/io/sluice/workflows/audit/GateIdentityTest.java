package io.sluice.workflows.audit;

import static io.sluice.workflows.testing.Verdicts.failedRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.Sluice;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.Identity;
import io.sluice.workflows.gate.IdentityClaim;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Policy;
import io.sluice.workflows.testing.Verdicts;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who decides: claimed unless a check says more. */
final class GateIdentityTest {
    private static final String ID = "gate/trusted.s/p/77/1";
    private static final String INPUT =
            "{\"dataset\":\"trusted.s\",\"partition\":\"p\",\"snapshotId\":\"77\",\"gate\":\"g\",\"attempt\":1}";

    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void isClaimedWhereNobodyChecks() {
        WorkflowStub gate = blocked(Verdicts.policy());
        gate.signal("approve", Sluice.json("{\"by\":\"ana\",\"reason\":\"r\"}"));
        assertThat(gate.getResult(GateResult.class).decidedBy()).isEqualTo("ana");
        assertThat(identities()).containsExactly("claimed");
    }

    @Test
    void isVerifiedOrRefusedByWhatWasGivenAlong() {
        List<IdentityClaim> claims = Collections.synchronizedList(new ArrayList<>());
        sluice.activities().gates().identify(claim -> {
            claims.add(claim);
            return "signed".equals(claim.proof()) ? Identity.verified() : Identity.refused("not signed");
        });
        WorkflowStub gate = blocked(Verdicts.policy());
        gate.signal("reject", Sluice.json("{\"by\":\"ana\",\"reason\":\"r\"}"));
        assertThatThrownBy(() -> gate.update(
                        "decide",
                        DecisionRecord.class,
                        Sluice.json("{\"verb\":\"approve\",\"by\":\"ana\",\"reason\":\"r\",\"proof\":\"x\"}")))
                .isInstanceOf(WorkflowUpdateException.class)
                .cause()
                .hasMessageContaining("the identity of ana was refused: not signed");
        gate.signal("approve", Sluice.json("{\"by\":\"ana\",\"reason\":\"r\",\"proof\":\"signed\"}"));
        assertThat(gate.getResult(GateResult.class).outcome()).isEqualTo("WAIVED");
        assertThat(identities()).containsExactly("refused", "refused", "verified");
        assertThat(sluice.effects().get(0)).isEqualTo("IGNORED: the identity of ana was refused: not signed");
        assertThat(claims).first().isEqualTo(new IdentityClaim("ana", null, "reject", "signal", ID, "77", 1));
        assertThat(claims).extracting(IdentityClaim::channel).containsExactly("signal", "update", "signal");
    }

    @Test
    void whatCameFirstIsJudgedFirstHoweverLongItsCheckTakes() {
        WorkflowStub gate = blocked(Verdicts.policy());
        sluice.activities().faults().next("CheckIdentity", ApplicationFailure.newFailure("directory is away", "Away"));
        gate.signal("reject", Sluice.json("{\"by\":\"ana\",\"reason\":\"r\"}"));
        gate.signal("approve", Sluice.json("{\"by\":\"ben\",\"reason\":\"r\"}"));
        assertThat(gate.getResult(GateResult.class).outcome()).isEqualTo("REJECTED");
        assertThat(sluice.effects())
                .containsExactly("APPLIED: rejected", "IGNORED: the gate is decided already: REJECTED by ana");
    }

    @Test
    void theDeadlineDoesNotOvertakeADecisionThatIsBeingChecked() {
        Policy rejecting = new Policy(List.of(), 1, true, false, 3600, 0.5, 0.8, List.of(), "REJECT", 14, 10, 1.0);
        WorkflowStub gate = blocked(rejecting);
        sluice.environment().sleep(Duration.ofMinutes(59));
        for (int i = 0; i < 10; i++) {
            sluice.activities()
                    .faults()
                    .next("CheckIdentity", ApplicationFailure.newFailure("directory is away", "Away"));
        }
        gate.signal("approve", Sluice.json("{\"by\":\"ana\",\"reason\":\"r\"}"));
        assertThat(gate.getResult(GateResult.class).outcome()).isEqualTo("WAIVED");
        assertThat(sluice.effects()).hasSize(3).last().isEqualTo("APPLIED: waived price");
    }

    @Test
    void aCheckThatCannotTellRefuses() {
        sluice.activities()
                .faults()
                .next(
                        "CheckIdentity",
                        ApplicationFailure.newNonRetryableFailure("no key to check with", FailureTypes.MISCONFIGURED));
        WorkflowStub gate = blocked(Verdicts.policy());
        gate.signal("approve", Sluice.json("{\"by\":\"ana\",\"reason\":\"r\"}"));
        sluice.settle();
        assertThat(sluice.effects())
                .containsExactly(
                        "IGNORED: the identity of ana was refused: it could not be checked: no key to check with");
    }

    private List<String> identities() {
        return sluice.activities().gates().decisions().stream()
                .map(DecisionRecord::identity)
                .toList();
    }

    private WorkflowStub blocked(Policy policy) {
        sluice.activities()
                .gates()
                .judge("g", request -> Verdicts.blocked(request, policy, failedRows("price", "error")));
        sluice.start(QualityGate.TYPE, ID, INPUT);
        return sluice.open(ID);
    }
}
