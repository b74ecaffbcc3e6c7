package io.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.registry.ApplyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people decide before it is registered, under which policy, and that nothing but the record of a gate allows it. */
final class PlanDecisionsTest extends RegistryScenario {
    @Test
    void droppingWhatAReleaseServesIsDecided() throws IOException {
        write("orders_1d.yaml", "feature: orders_1d", "entity: customer", "window: 1 day");
        write("activity.yaml", "view: activity", "entity: customer", "features: [orders_7d, orders_1d]");
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 7 days", "serving: {online: true}");
        apply();
        release("activity", ref("view", "activity"), ref("feature", "orders_7d"), ref("feature", "orders_1d"));

        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 7 days", "serving: {online: false}");
        asks("feature orders_7d may not leave the online store, release activity@v1-000001 serves it");
        write("activity.yaml", "view: activity", "entity: customer", "features: [orders_7d]");
        Files.delete(project.resolve("orders_1d.yaml"));
        asks(
                "feature orders_1d may not leave view activity, release activity@v1-000001 serves it",
                "feature orders_1d may not be retired, release activity@v1-000001 serves it, without a decision by ann");
        Files.delete(project.resolve("activity.yaml"));
        asks("view activity may not be retired, release activity@v1-000001 serves it");
    }

    @Test
    void otherKeysOfAnEntityAreDecided() throws IOException {
        apply();
        write("customer.yaml", "entity: customer", "keys: {customer: bigint, id: string}");

        asks("the keys of entity customer may not change", "without a decision by ann");
        assertThat(plan().needsDecision()).hasSize(1);
    }

    @Test
    void anotherPolicyOfAGateIsDecided() throws IOException {
        apply();
        write("orders_ok.yaml", "gate: orders_ok", "expectations: []", "policy: {max_attempts: 99}");

        asks("gate orders_ok may not change", "policy.max_attempts: 3 → 99", "without a decision by ann");
    }

    @Test
    void goingRoundAGateIsDecided() throws IOException {
        apply();
        write("lax.yaml", "gate: lax", "expectations: []");
        Files.writeString(
                project.resolve("orders.yaml"),
                Files.readString(project.resolve("orders.yaml")).replace("gate: orders_ok", "gate: lax"));
        asks("gate of source orders may not change (orders_ok → lax)");

        Files.delete(project.resolve("orders_ok.yaml"));
        asks("gate orders_ok may not be retired");
        write("activity.yaml", "view: activity", "entity: customer", "features: [orders_7d]", "gate: lax");
        asks("gate of view activity may not change (none → lax)");
    }

    @Test
    void otherApproversOfTheProjectAreDecided() throws IOException {
        apply();
        write("project.yaml", "project: shop", "defaults: {source: orders, owner: ann}", "approvers: [mallory]");

        asks(
                "the approvers of project shop may not change (approvers: added mallory; removed ann)",
                "without a decision by ann");
    }

    @Test
    void isRegisteredOnceTheGateOfExactlyThisPlanWaivedIt() throws IOException {
        apply();
        laxer();
        String plan = plan().planHash();
        assertThat(apply(project, "ann", plan).applied()).isFalse();
        Verdict verdict = audit(plan);
        assertThat(verdict.outcome()).isEqualTo("BLOCKED");
        assertThat(verdict.policy().approvers()).containsExactly("ann");
        assertThat(verdict.policy().maxAttempts()).isEqualTo(1);
        assertThat(verdict.rules().get(0).observed()).contains("gate orders_ok may not change", "max_attempts: 3 → 99");

        record(plan, 1, "REJECTED", verdict.reportHash(), "definitions");
        assertThat(apply(project, "ann", plan).applied()).isFalse();
        record(plan, 2, "WAIVED", "another report", "definitions");
        record(plan, 2, "WAIVED", verdict.reportHash(), "lax");
        record("another plan", 2, "WAIVED", verdict.reportHash(), "definitions");
        assertThat(apply(project, "ann", plan).applied()).isFalse();
        assertThat(ref("gate", "orders_ok").version()).isEqualTo("v1");

        record(plan, 2, "WAIVED", verdict.reportHash(), "definitions");
        assertThat(apply(project, "ann", plan).applied()).isTrue();
        assertThat(ref("gate", "orders_ok").version()).isEqualTo("v2");
        assertThat(changed(apply())).isEmpty();
    }

    @Test
    void aPlanThatChangedSinceItWasDecidedIsDecidedAgain() throws IOException {
        apply();
        laxer();
        String decided = plan().planHash();
        apply(project, "ann", decided);
        record(decided, 1, "WAIVED", audit(decided).reportHash(), "definitions");
        write("orders_ok.yaml", "gate: orders_ok", "expectations: []", "policy: {max_attempts: 100}");

        fails(() -> apply(project, "ann", decided), FailureTypes.REFUSED, "is not the one with hash " + decided);
        ApplyResult now = apply();
        assertThat(now.applied()).isFalse();
        assertThat(now.planHash()).isNotEqualTo(decided);
    }

    @Test
    void anApplyThatCameFirstOutdatesThePlan() throws IOException {
        apply();
        laxer();
        String waiting = plan().planHash();
        apply(project, "ann", waiting);
        Files.delete(project.resolve("orders_ok.yaml"));
        write(
                "orders_ok.yaml",
                "gate: orders_ok",
                "expectations:",
                "  - {type: expect_column_values_to_not_be_null, kwargs: {column: id}, id: id_there}",
                "policy: {max_attempts: 3, fail_on_reject: true}");
        write("orders_1d.yaml", "feature: orders_1d", "entity: customer", "window: 1 day");
        assertThat(apply().applied()).isTrue();

        fails(() -> audit(waiting), FailureTypes.STALE_CANDIDATE, "another apply came first");
        fails(() -> audit("unheard of"), FailureTypes.NOT_FOUND, "No plan unheard of waits");
        fails(
                () -> new PlanDecisions(tables, registry)
                        .audit(new AuditRequest("orders_ok", "definitions", "all", waiting, 1)),
                FailureTypes.NOT_FOUND,
                "plans are decided by gate definitions");
    }

    @Test
    void whatWasDecidedIsFoundAgainEvenAfterwards() throws IOException {
        apply();
        laxer();
        String plan = plan().planHash();
        apply(project, "ann", plan);
        record(plan, 1, "WAIVED", audit(plan).reportHash(), "definitions");
        apply(project, "ann", plan);
        GateResult prior = audit(plan).prior();
        assertThat(prior).isNotNull();
        assertThat(prior.outcome()).isEqualTo("WAIVED");
    }

    @Test
    void changesOfSeveralGatesAreDecidedUnderTheStrictestOfTheirPolicies() throws IOException {
        gate("one", "{approvers: [ann, bea], quorum: 2, deadline: 2 days, max_attempts: 7}");
        gate("two", "{approvers: [bea, ann, cid], prevent_self_approval: true}");
        gate("three", "{approvers: [cid]}");
        apply();
        gate("one", "{approvers: [ann, bea], quorum: 1}");
        gate("two", "{approvers: [bea, ann, cid]}");
        String plan = plan().planHash();
        apply(project, "dan", plan);
        Verdict verdict = audit(plan);
        assertThat(verdict.policy().approvers()).containsExactlyInAnyOrder("ann", "bea");
        assertThat(verdict.policy().quorum()).isEqualTo(2);
        assertThat(verdict.policy().preventSelfApproval()).isTrue();
        assertThat(verdict.policy().deadlineSeconds()).isEqualTo(2 * 24 * 3600);

        gate("three", "{approvers: [dan]}");
        fails(this::apply, FailureTypes.REFUSED, "nobody may decide all of this at once");
    }

    private void gate(String name, String policy) throws IOException {
        write(name + ".yaml", "gate: " + name, "expectations: []", "policy: " + policy);
    }

    private void laxer() throws IOException {
        write("orders_ok.yaml", "gate: orders_ok", "expectations: []", "policy: {max_attempts: 99}");
    }

    private Verdict audit(String planHash) {
        return new PlanDecisions(tables, registry)
                .audit(new AuditRequest("definitions", "definitions", "all", planHash, 1));
    }

    private void record(String planHash, int attempt, String outcome, String reportHash, String gate) {
        GateResult result = new GateResult(
                gate,
                "v1",
                "definitions",
                "all",
                planHash,
                attempt,
                outcome,
                "",
                List.of(),
                null,
                reportHash,
                "",
                "ann",
                "r",
                List.of());
        tables.gateResults()
                .append(
                        planHash + attempt + outcome + reportHash + gate,
                        List.of(GateResultRow.of(result, Instant.EPOCH)));
    }
}
