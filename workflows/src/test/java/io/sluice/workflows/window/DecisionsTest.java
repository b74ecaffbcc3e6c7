package io.sluice.workflows.window;

import static io.sluice.workflows.testing.Verdicts.failedRows;
import static io.sluice.workflows.testing.Verdicts.failedTable;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.Sluice;
import io.sluice.workflows.decision.Decision;
import io.sluice.workflows.decision.DecisionReader;
import io.sluice.workflows.gate.audit.Policy;
import io.sluice.workflows.gate.audit.RuleResult;
import io.sluice.workflows.testing.Verdicts;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DecisionsTest {
    private static final RuleResult PRICE = failedRows("price", "error");
    private static final RuleResult COUNT = failedTable("count", "error");
    private static final RuleResult SCHEMA = failedTable("schema", "fatal");
    private static final RuleResult HINT = failedRows("hint", "warning");

    @Test
    void approvalWaivesEveryFailedErrorRule() {
        Effect effect = decide(Windows.first(PRICE, COUNT, HINT), "approve", "");
        assertThat(effect.isApplied()).isTrue();
        assertThat(ending(effect)).isEqualTo(new Ending("WAIVED", "ana", "why", "", List.of("price", "count"), null));
    }

    @Test
    void approvalMayNameRulesWhenTheyAreAllThatFailed() {
        DecisionWindow window = Windows.first(PRICE, COUNT);
        assertThat(decide(window, "approve", "\"rules\":[\"price\",\"count\"]").isApplied())
                .isTrue();
        ignored(window, "approve", "\"rules\":[\"price\"]", "rules leaves out count, which failed too");
        ignored(
                window,
                "approve",
                "\"rules\":[\"prise\"]",
                "prise is not a rule that blocks here; did you mean price?");
        ignored(window, "approve", "\"rules\":[\"price\",\"count\",\"hint\"]", "hint is not a rule that blocks here");
    }

    @Test
    void approvalThatNamesRulesIsRefusedWhenNotAllFailedRulesAreListed() {
        DecisionWindow w = Windows.first(PRICE);
        DecisionWindow all = new DecisionWindow(
                w.gateId(),
                w.dataset(),
                w.snapshotId(),
                1,
                w.parent(),
                w.requestedBy(),
                w.policy(),
                w.rules(),
                60,
                w.approvers(),
                w.escalation(),
                w.approvals(),
                w.clock(),
                null);
        ignored(all, "approve", "\"rules\":[\"price\"]", "more rules failed than are listed here");
    }

    @Test
    void nobodyWaivesFatalRules() {
        ignored(Windows.first(SCHEMA, PRICE), "approve", "", "schema may be waived by nobody (severity fatal)");
    }

    @Test
    void aRuleThatCouldNotBeEvaluatedBlocksWhateverItsSeverity() {
        RuleResult unknown = new RuleResult("odd", "t", "warning", "UNKNOWN", true, 0, 0, "", "");
        assertThat(ending(decide(Windows.first(unknown), "approve", "")).rules())
                .containsExactly("odd");
        RuleResult fatal = new RuleResult("odd", "t", "fatal", "UNKNOWN", true, 0, 0, "", "");
        ignored(Windows.first(fatal), "approve", "", "odd may be waived by nobody");
    }

    @Test
    void quorumCountsDistinctPeople() {
        Policy two = Windows.policy(List.of("ana", "ben"), 2, "", 0, List.of(), "HOLD");
        Effect first = decide(Windows.of(two, 1, PRICE), "approve", "");
        assertThat(first.text()).isEqualTo("approval 1 of 2");
        assertThat(first.window().ending()).isNull();
        ignored(first.window(), "approve", "\"by\":\"ANA\"", "ANA has approved already");
        Effect second = decide(first.window(), "approve", "\"by\":\"ben\"");
        assertThat(ending(second).by()).isEqualTo("ana, ben");
    }

    @Test
    void oneRejectEndsTheWindow() {
        Policy two = Windows.policy(List.of(), 2, "", 0, List.of(), "HOLD");
        Effect first = decide(Windows.of(two, 1, PRICE), "approve", "");
        Effect rejected = decide(first.window(), "reject", "\"by\":\"ben\"");
        assertThat(ending(rejected).outcome()).isEqualTo("REJECTED");
        ignored(rejected.window(), "approve", "", "the gate is decided already: REJECTED by ben");
    }

    @Test
    void onlyApproversDecideButAnybodyComments() {
        Policy policy = Windows.policy(List.of("ben", "cleo"), 1, "", 0, List.of(), "HOLD");
        DecisionWindow window = Windows.of(policy, 1, PRICE);
        for (String verb : List.of("approve", "reject")) {
            ignored(window, verb, "", "ana may not decide here; may decide: ben, cleo");
        }
        ignored(window, "reject", "\"by\":\"cloe\"", "did you mean cleo?");
        assertThat(effect(window, "comment", "{\"by\":\"ana\",\"text\":\"t\"}").isApplied())
                .isTrue();
    }

    @Test
    void requestersDoNotDecideThemselvesWherePolicySaysSo() {
        Policy policy = Windows.policy(List.of(), 1, "NO_SELF", 0, List.of(), "HOLD");
        ignored(Windows.of(policy, 1, PRICE), "approve", "\"by\":\" Rita \"", "Rita asked for this run");
        assertThat(decide(Windows.first(PRICE), "approve", "\"by\":\"rita\"").isApplied())
                .isTrue();
    }

    @Test
    void aReasonIsNeededUnlessPolicySaysOtherwise() {
        String silent = "{\"by\":\"ana\"}";
        assertThat(effect(Windows.first(PRICE), "approve", silent).text()).startsWith("field reason is missing");
        assertThat(effect(Windows.first(PRICE), "reject", silent).isApplied()).isFalse();
        Policy p = Verdicts.policy();
        Policy lenient = new Policy(p.approvers(), 1, false, false, 0, 0.5, 0.8, List.of(), "HOLD", 14, 10, 1.0);
        assertThat(effect(Windows.of(lenient, 1, PRICE), "approve", silent).isApplied())
                .isTrue();
    }

    @Test
    void attemptMayBeLeftOutOnlyAtTheFirst() {
        DecisionWindow second = Windows.of(Verdicts.policy(), 2, PRICE, HINT);
        ignored(second, "approve", "", "only at the first one may attempt be left out; add \"attempt\": 2");
        ignored(second, "approve", "\"attempt\":1", "the gate is at attempt 2, not 1");
        assertThat(decide(second, "approve", "\"attempt\":2").isApplied()).isTrue();
        assertThat(effect(second, "comment", "{\"by\":\"a\",\"text\":\"t\"}").isApplied())
                .isTrue();
        ignored(Windows.first(PRICE), "reject", "\"attempt\":2", "the gate is at attempt 1, not 2");
    }

    @Test
    void snapshotAndGateMustMatchWhenGiven() {
        DecisionWindow window = Windows.first(PRICE, HINT);
        ignored(window, "approve", "\"snapshotId\":\"78\"", "the gate holds snapshot 77, not 78");
        ignored(window, "approve", "\"gate\":\"other\"", "this is gate gate/trusted.s/p/77/1, not other");
        String right = "\"snapshotId\":\"77\",\"gate\":\"gate/trusted.s/p/77/1\",\"attempt\":1";
        assertThat(decide(window, "approve", right).isApplied()).isTrue();
    }

    @Test
    void extendMovesTheDeadlineAndStartsRemindersAnew() {
        Policy policy = Windows.policy(List.of(), 1, "", 100, List.of(), "HOLD");
        DecisionWindow reminded = Decisions.tick(Windows.of(policy, 1, PRICE), DecisionClock.Step.REMIND)
                .window();
        Effect effect = effect(reminded, "extend", "{\"by\":\"ana\",\"until\":\"1970-01-02T00:00:00Z\"}");
        assertThat(effect.window().clock()).isEqualTo(new DecisionClock(Windows.NOW, 86_400_000L, 0));
        assertThat(effect(reminded, "extend", "{\"by\":\"ana\",\"until\":\"1970-01-01T00:00:01Z\"}")
                        .text())
                .contains("is not in the future");
    }

    @Test
    void reassignHandsOver() {
        Effect effect = effect(Windows.first(PRICE, HINT), "reassign", "{\"by\":\"ana\",\"approvers\":[\"ben\"]}");
        ignored(effect.window(), "approve", "", "ana may not decide here; may decide: ben");
    }

    private static void ignored(DecisionWindow window, String verb, String more, String why) {
        Effect effect = decide(window, verb, more);
        assertThat(effect.status()).isEqualTo(Effect.Status.IGNORED);
        assertThat(effect.text()).contains(why);
        assertThat(effect.window()).isSameAs(window);
    }

    private static Ending ending(Effect effect) {
        assertThat(effect.text()).isNotEmpty();
        return effect.window().ending();
    }

    /** {@code more} may name another person. */
    private static Effect decide(DecisionWindow window, String verb, String more) {
        String by = more.contains("\"by\"") ? "" : "\"by\":\"ana\",";
        String rest = more.isEmpty() ? "" : "," + more;
        return effect(window, verb, "{%s\"reason\":\"why\"%s}".formatted(by, rest));
    }

    private static Effect effect(DecisionWindow window, String verb, String json) {
        String update = "{\"verb\":\"%s\",%s".formatted(verb, json.substring(1));
        Decision decision = DecisionReader.update(Sluice.json(update), null);
        return Decisions.decide(window, decision, Windows.NOW);
    }
}
