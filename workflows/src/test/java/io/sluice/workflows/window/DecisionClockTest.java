package io.sluice.workflows.window;

import static io.sluice.workflows.testing.Verdicts.failedRows;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.gate.audit.Policy;
import io.sluice.workflows.testing.Verdicts;
import io.sluice.workflows.window.DecisionClock.Step;
import io.sluice.workflows.window.DecisionClock.Tick;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DecisionClockTest {
    private final Policy policy = Windows.policy(List.of("ana"), 1, "", 100, List.of("boss"), "HOLD");

    @Test
    void remindsEscalatesAndExpiresInOrder() {
        DecisionClock clock = DecisionClock.start(Windows.NOW, policy);
        assertThat(clock.next(policy)).contains(new Tick(Step.REMIND, Windows.NOW + 50_000));
        clock = clock.stepped();
        assertThat(clock.next(policy)).contains(new Tick(Step.ESCALATE, Windows.NOW + 80_000));
        clock = clock.stepped();
        assertThat(clock.next(policy)).contains(new Tick(Step.EXPIRE, Windows.NOW + 100_000));
        assertThat(clock.held()).isFalse();
        clock = clock.stepped();
        assertThat(clock.next(policy)).isEmpty();
        assertThat(clock.held()).isTrue();
    }

    @Test
    void hasNoStepsWithoutADeadline() {
        DecisionClock clock = DecisionClock.start(Windows.NOW, Verdicts.policy());
        assertThat(clock.next(Verdicts.policy())).isEmpty();
        assertThat(clock.held()).isFalse();
    }

    @Test
    void escalationAddsPeople() {
        DecisionWindow window = Windows.of(policy, 1, failedRows("price", "error"));
        DecisionWindow escalated = Decisions.tick(window, Step.ESCALATE).window();
        assertThat(escalated.deciders()).containsExactly("ana", "boss");
        assertThat(escalated.clock().done()).isEqualTo(1);
    }

    @Test
    void escalationKeepsOpenWhatAnybodyMayDecide() {
        Policy anybody = Windows.policy(List.of(), 1, "", 100, List.of("boss"), "HOLD");
        assertThat(Decisions.tick(Windows.of(anybody, 1), Step.ESCALATE)
                        .window()
                        .deciders())
                .isEmpty();
    }

    @Test
    void expiryHoldsOrRejectsButNeverApproves() {
        assertThat(Decisions.tick(Windows.of(policy, 1), Step.EXPIRE).window().ending())
                .isNull();
        Policy rejecting = Windows.policy(List.of(), 1, "", 100, List.of(), "REJECT");
        assertThat(Decisions.tick(Windows.of(rejecting, 1), Step.EXPIRE)
                        .window()
                        .ending()
                        .outcome())
                .isEqualTo("REJECTED");
    }
}
