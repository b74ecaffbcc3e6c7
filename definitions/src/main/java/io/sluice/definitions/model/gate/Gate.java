package io.sluice.definitions.model.gate;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of expectations with the policy for deciding when some fail. */
public record Gate(String name, List<Expectation> expectations, Policy policy) {
    /** What a gate does when its decision window expires. It never approves. */
    public enum OnExpiry {
        HOLD,
        REJECT
    }

    /**
     * Who decides, how, and until when.
     *
     * @param approvers empty: the approvers of the project; empty there too: anybody
     * @param quarantineLimit the greatest share (0 to 1) of rows that may be quarantined without a decision
     * @param keep how long a rejected candidate is kept
     */
    public record Policy(
            List<String> approvers,
            int quorum,
            boolean requireReason,
            boolean preventSelfApproval,
            @Nullable Duration deadline,
            double remind,
            double escalateAt,
            List<String> escalate,
            OnExpiry onExpiry,
            Duration keep,
            int maxAttempts,
            double quarantineLimit,
            boolean failOnReject) {
        public Policy {
            approvers = List.copyOf(approvers);
            escalate = List.copyOf(escalate);
        }

        /** The policy of a gate that writes none. */
        public static Policy defaults() {
            return new Policy(
                    List.of(),
                    1,
                    true,
                    false,
                    null,
                    0.5,
                    0.8,
                    List.of(),
                    OnExpiry.HOLD,
                    Duration.ofDays(14),
                    10,
                    1.0,
                    false);
        }
    }

    public Gate {
        expectations = List.copyOf(expectations);
    }
}
