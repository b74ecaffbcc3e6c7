package io.sluice.workflows.window;

import static io.sluice.workflows.testing.Verdicts.failedRows;
import static io.sluice.workflows.testing.Verdicts.failedTable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.workflows.decision.Decision;
import io.sluice.workflows.decision.Remediate;
import io.sluice.workflows.gate.audit.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RemediationsTest {
    private final DecisionWindow rows = Windows.first(failedRows("price", "error"), failedRows("id", "fatal"));

    @Test
    void rowsAreDroppedForEveryFailedRule() {
        Effect effect = remediate(rows, Remediate.QUARANTINE_ROWS, null);
        assertThat(effect.window().ending())
                .isEqualTo(new Ending("REMEDIATED", "ana", "why", "QUARANTINE_ROWS", List.of("price", "id"), null));
        assertThat(effect.text()).isEqualTo("remediation QUARANTINE_ROWS starts attempt 2");
    }

    @Test
    void rowsAreNotDroppedWhereARuleJudgesNoRows() {
        DecisionWindow window = Windows.first(failedRows("price", "error"), failedTable("count", "error"));
        assertThat(remediate(window, Remediate.QUARANTINE_ROWS, null).text()).startsWith("count judges no single rows");
        assertThat(remediate(Windows.first(), Remediate.QUARANTINE_ROWS, null).isApplied())
                .isFalse();
    }

    @Test
    void aSourceIsSentAgainFromAnotherPathOrTheSame() {
        assertThat(remediate(rows, Remediate.REINGEST, "/tmp/b")
                        .window()
                        .ending()
                        .path())
                .isEqualTo("/tmp/b");
        assertThat(remediate(rows, Remediate.REINGEST, null).isApplied()).isTrue();
    }

    @Test
    void aViewIsNoSourceThatCouldBeSentAgain() {
        DecisionWindow view = in(rows, "views.v_v1", "update/v", Windows.first().policy());
        assertThat(remediate(view, Remediate.REINGEST, null).text()).startsWith("views.v_v1 is not a source");
        assertThat(remediate(view, Remediate.RETRY_AUDIT, null).isApplied()).isTrue();
    }

    @Test
    void aGateThatNobodyWaitsForCannotBeRemediated() {
        DecisionWindow alone = in(rows, rows.dataset(), null, rows.policy());
        assertThat(remediate(alone, Remediate.RETRY_AUDIT, null).text()).startsWith("no run waits for this gate");
    }

    @Test
    void theLastAttemptCannotBeRemediated() {
        Policy three = Windows.policy(List.of(), 1, "", 0, List.of(), "HOLD");
        DecisionWindow last = Windows.of(three, 3, failedRows("price", "error"));
        assertThat(remediate(last, Remediate.RETRY_AUDIT, null).text()).startsWith("attempt 3 is the last one");
        assertThat(remediate(Windows.of(three, 2, failedRows("price", "error")), Remediate.RETRY_AUDIT, null)
                        .isApplied())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {Remediate.PATCH, Remediate.FIXER})
    void rowsOfASourceAreMendedByName(String strategy) {
        assertThat(remediate(rows, strategy, "typo").window().ending())
                .isEqualTo(new Ending("REMEDIATED", "ana", "why", strategy, List.of(), "typo"));
        DecisionWindow view = in(rows, "views.v_v1", "update/v", rows.policy());
        assertThat(remediate(view, strategy, "typo").text())
                .startsWith("patches and fixers mend the rows of a source, not views.v_v1");
    }

    @Test
    void lastCertifiedValuesAreThoseOfASource() {
        assertThat(remediate(rows, Remediate.PREVIOUS, null).isApplied()).isTrue();
        DecisionWindow view = in(rows, "views.v_v1", "update/v", rows.policy());
        assertThat(remediate(view, Remediate.PREVIOUS, null).text()).endsWith("views.v_v1 is no source");
    }

    @Test
    void rowsFromQuarantineAreNoDelivery() {
        DecisionWindow window = in(rows, rows.dataset(), "reprocess/online_retail", rows.policy());
        assertThat(remediate(window, Remediate.REINGEST, null).text()).startsWith("these rows come from quarantine");
        assertThat(remediate(window, Remediate.PREVIOUS, null).isApplied()).isFalse();
        assertThat(remediate(window, Remediate.QUARANTINE_ROWS, null).isApplied())
                .isTrue();
    }

    @Test
    void fieldsGoWithTheirStrategies() {
        assertThatThrownBy(() -> new Remediate("ana", "why", Remediate.PATCH, 1, null, null, null, null, null))
                .hasMessage("field name is missing: which patch of the project");
        assertThatThrownBy(() -> new Remediate("ana", "why", Remediate.REINGEST, 1, null, null, null, "typo", null))
                .hasMessage("field name only goes with the strategies PATCH and FIXER");
        assertThatThrownBy(
                        () -> new Remediate("ana", "why", Remediate.RETRY_AUDIT, 1, null, null, "/tmp/b", null, null))
                .hasMessage("field path only goes with strategy REINGEST");
    }

    private static Effect remediate(DecisionWindow window, String strategy, @Nullable String more) {
        boolean named = strategy.equals(Remediate.PATCH) || strategy.equals(Remediate.FIXER);
        Decision decision = new Remediate(
                        "ana",
                        "why",
                        strategy,
                        window.attempt(),
                        null,
                        null,
                        named ? null : more,
                        named ? more : null,
                        null)
                .decision();
        return Decisions.decide(window, decision, Windows.NOW);
    }

    private static DecisionWindow in(DecisionWindow w, String dataset, @Nullable String parent, Policy policy) {
        return new DecisionWindow(
                w.gateId(),
                dataset,
                w.snapshotId(),
                w.attempt(),
                parent,
                w.requestedBy(),
                policy,
                w.rules(),
                w.rulesInAll(),
                w.approvers(),
                w.escalation(),
                w.approvals(),
                w.clock(),
                w.ending());
    }
}
