package io.sluice.workflows.window;

import io.sluice.workflows.gate.audit.Policy;
import java.time.Instant;
import java.util.Optional;

/**
 * The clock of a decision window: remind, escalate, expire. Expiry never approves.
 *
 * @param startedAt epoch milliseconds
 * @param deadline epoch milliseconds; 0: there is none
 * @param done how many of the three steps have happened
 */
public record DecisionClock(long startedAt, long deadline, int done) {
    /** What happens at a certain time when nobody has decided. */
    public enum Step {
        REMIND,
        ESCALATE,
        EXPIRE
    }

    /**
     * A step to come.
     *
     * @param at epoch milliseconds
     */
    public record Tick(Step step, long at) {}

    /** The clock of a window that opens now. */
    public static DecisionClock start(long now, Policy policy) {
        long deadline = policy.deadlineSeconds() <= 0 ? 0 : now + policy.deadlineSeconds() * 1000;
        return new DecisionClock(now, deadline, 0);
    }

    /** Starts anew with a later deadline. */
    public DecisionClock extend(long now, Instant until) {
        return new DecisionClock(now, until.toEpochMilli(), 0);
    }

    /** The step that comes next; none without a deadline and after it has passed. */
    public Optional<Tick> next(Policy policy) {
        if (deadline == 0 || done >= Step.values().length) {
            return Optional.empty();
        }
        Step step = Step.values()[done];
        return Optional.of(new Tick(step, startedAt + Math.round((deadline - startedAt) * share(step, policy))));
    }

    /** The clock after its next step. */
    public DecisionClock stepped() {
        return new DecisionClock(startedAt, deadline, done + 1);
    }

    /** Whether the deadline has passed: the window stays open without a clock. */
    public boolean held() {
        return deadline != 0 && done >= Step.values().length;
    }

    private static double share(Step step, Policy policy) {
        return switch (step) {
            case REMIND -> policy.remind();
            case ESCALATE -> policy.escalateAt();
            case EXPIRE -> 1;
        };
    }
}
