package io.sluice.activities.gate.audit;

import io.sluice.definitions.model.gate.Gate;
import io.sluice.workflows.gate.audit.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Policies as a gate's workflow works with them. Pure. */
public final class Policies {
    private Policies() {}

    /** A registered policy; the approvers of the project decide where it names nobody. */
    public static Policy of(Gate.Policy policy, List<String> projectApprovers) {
        Duration deadline = policy.deadline();
        return new Policy(
                policy.approvers().isEmpty() ? projectApprovers : policy.approvers(),
                policy.quorum(),
                policy.requireReason(),
                policy.preventSelfApproval(),
                deadline == null ? 0 : deadline.toSeconds(),
                policy.remind(),
                policy.escalateAt(),
                policy.escalate(),
                policy.onExpiry().name(),
                Math.toIntExact(policy.keep().plusDays(1).minusNanos(1).toDays()),
                policy.maxAttempts(),
                policy.quarantineLimit());
    }

    /**
     * The policy under which one decision is good for all of several gates; it allows one attempt.
     *
     * @param policies at least one
     * @return empty when nobody may decide all of them, or too few people
     */
    public static Optional<Policy> strictest(List<Policy> policies) {
        List<String> approvers = common(policies, Policy::approvers);
        int quorum = policies.stream().mapToInt(Policy::quorum).max().orElse(1);
        boolean restricted =
                policies.stream().anyMatch(policy -> !policy.approvers().isEmpty());
        if (restricted && approvers.size() < Math.max(1, quorum)) {
            return Optional.empty();
        }
        Policy first = policies.get(0);
        return Optional.of(new Policy(
                approvers,
                quorum,
                policies.stream().anyMatch(Policy::requireReason),
                policies.stream().anyMatch(Policy::preventSelfApproval),
                policies.stream()
                        .mapToLong(Policy::deadlineSeconds)
                        .filter(seconds -> seconds > 0)
                        .min()
                        .orElse(0),
                first.remind(),
                first.escalateAt(),
                common(policies, Policy::escalate),
                policies.stream().anyMatch(policy -> policy.onExpiry().equals("REJECT")) ? "REJECT" : first.onExpiry(),
                policies.stream().mapToInt(Policy::keepDays).max().orElse(0),
                1,
                1));
    }

    /** The people in every list that names anybody. */
    private static List<String> common(List<Policy> policies, Function<Policy, List<String>> people) {
        List<List<String>> named =
                policies.stream().map(people).filter(list -> !list.isEmpty()).toList();
        List<String> common = new ArrayList<>(named.isEmpty() ? List.of() : named.get(0));
        named.forEach(common::retainAll);
        return common;
    }
}
