package io.sluice.workflows.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.Sluice;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.registry.ApplyResult;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An apply that people have to decide. */
final class ApplyDecisionsTest {
    private static final String INPUT = "{\"project\":\"demo\",\"requestedBy\":\"rita\"}";
    private static final String WAITING = "definitions/plan";
    private static final String GATE = "gate/definitions/all/plan/1";
    private static final String SAID = "{\"by\":\"ana\",\"reason\":\"r\"}";

    private final Sluice sluice = Sluice.start();

    @BeforeEach
    void ask() {
        sluice.activities().registry().needsDecision("gate g may not change without a decision by ana");
    }

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void waitsUnderAnIdOfItsOwnAndKeepsNobodyElseWaiting() {
        ApplyResult asked = apply();
        assertThat(asked.applied()).isFalse();
        assertThat(asked.waitsFor()).isEqualTo(WAITING);
        sluice.open(GATE);
        assertThat(sluice.details(GATE))
                .contains("**approve** registers exactly this plan", "**reject** registers nothing")
                .doesNotContain("remediate");
        assertThat(apply().waitsFor()).isEqualTo(WAITING);
        sluice.activities().registry().needsDecision();
        assertThat(apply().applied()).isTrue();
    }

    @Test
    void isAppliedWhenItIsApproved() {
        apply();
        sluice.open(GATE);
        sluice.environment().sleep(Duration.ofDays(30));
        sluice.client().newUntypedWorkflowStub(WAITING).signal("approve", Sluice.json(SAID));
        ApplyResult applied = sluice.client().newUntypedWorkflowStub(WAITING).getResult(ApplyResult.class);
        assertThat(applied.applied()).isTrue();
        assertThat(applied.waitsFor()).isNull();
        assertThat(sluice.effects()).containsExactly("APPLIED: waived change_1");
    }

    @Test
    void isNotAppliedWhenItIsRejected() {
        apply();
        WorkflowStub gate = sluice.open(GATE);
        gate.signal("remediate", Sluice.json("{\"by\":\"ana\",\"reason\":\"r\",\"strategy\":\"QUARANTINE_ROWS\"}"));
        gate.signal("reject", Sluice.json(SAID));
        assertThat(gate.getResult(GateResult.class).outcome()).isEqualTo("REJECTED");
        ApplyResult result = sluice.client().newUntypedWorkflowStub(WAITING).getResult(ApplyResult.class);
        assertThat(result.applied()).isFalse();
        assertThat(sluice.details(WAITING)).contains("nothing was registered", "REJECTED by ana: r");
        assertThat(sluice.effects().get(0)).startsWith("IGNORED: ");
    }

    @Test
    void isRefusedWhenThePlanChangedMeanwhile() {
        apply();
        sluice.open(GATE);
        sluice.activities()
                .faults()
                .next(
                        "ApplyDefinitionsOfProject",
                        ApplicationFailure.newNonRetryableFailure("The plan is another one", FailureTypes.REFUSED));
        sluice.client().newUntypedWorkflowStub(GATE).signal("approve", Sluice.json(SAID));
        assertThatThrownBy(() -> sluice.client().newUntypedWorkflowStub(WAITING).getResult(ApplyResult.class))
                .isInstanceOf(WorkflowFailedException.class)
                .cause()
                .hasMessageContaining("The plan is another one");
    }

    @Test
    void aDryRunAsksNobody() {
        ApplyResult planned = sluice.start(
                        ApplyDefinitions.TYPE, "definitions", INPUT.replace("}", ",\"dryRun\":true}"))
                .getResult(ApplyResult.class);
        assertThat(planned.needsDecision()).hasSize(1);
        assertThat(planned.waitsFor()).isNull();
        assertThat(sluice.activities().faults().calls()).doesNotContain("AuditDefinitions");
    }

    private ApplyResult apply() {
        return sluice.start(ApplyDefinitions.TYPE, "definitions", INPUT).getResult(ApplyResult.class);
    }
}
