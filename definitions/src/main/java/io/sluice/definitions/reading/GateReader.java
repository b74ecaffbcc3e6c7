package io.sluice.definitions.reading;

import io.sluice.definitions.model.Gate;
import io.sluice.definitions.yaml.Fields;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/** Reads a gate with its policy. Source: contract §2. */
public final class GateReader {
    private GateReader() {}

    public static Gate read(Draft draft, Scope scope) {
        Fields fields = draft.fields();
        fields.need("expectations");
        Gate.Policy policy =
                fields.mapping("policy").map(written -> policy(written, scope)).orElse(Gate.Policy.defaults());
        Gate gate = new Gate(draft.name().value(), ExpectationReader.read(fields, scope.findings()), policy);
        fields.string("description");
        fields.string("owner");
        fields.finish();
        return gate;
    }

    private static Gate.Policy policy(Fields fields, Scope scope) {
        Gate.Policy defaults = Gate.Policy.defaults();
        List<String> approvers = fields.strings("approvers");
        Gate.Policy policy = new Gate.Policy(
                approvers,
                fields.integer("quorum", defaults.quorum(), 1, 100),
                fields.flag("require_reason", defaults.requireReason()),
                fields.flag("prevent_self_approval", defaults.preventSelfApproval()),
                fields.positiveDuration("deadline").orElse(null),
                fields.share("remind", defaults.remind()),
                escalateAt(fields, defaults),
                escalate(fields),
                fields.choice("on_expiry", Gate.OnExpiry.values()).orElse(defaults.onExpiry()),
                keep(fields, defaults),
                fields.integer("max_attempts", defaults.maxAttempts(), 1, 1000),
                fields.share("quarantine_limit", defaults.quarantineLimit()),
                fields.flag("fail_on_reject", defaults.failOnReject()));
        checkQuorum(fields, policy, approvers.isEmpty() ? scope.approvers() : approvers);
        fields.finish();
        return policy;
    }

    /** The gate keeps a rejected candidate for whole days. */
    private static Duration keep(Fields fields, Gate.Policy defaults) {
        Duration keep = fields.positiveDuration("keep").orElse(defaults.keep());
        if (!keep.equals(Duration.ofDays(keep.toDays()))) {
            fields.wrong("keep", "keep of " + fields.owner() + " must be whole days");
        }
        return keep;
    }

    private static void checkQuorum(Fields fields, Gate.Policy policy, List<String> approvers) {
        int people = new LinkedHashSet<>(approvers).size();
        if (people > 0 && policy.quorum() > people) {
            fields.wrong(
                    "quorum",
                    "quorum of " + fields.owner() + " is " + policy.quorum() + ", but there are only " + people
                            + " approvers");
        }
    }

    /** {@code escalate: [people]}, or {@code {at: 0.8, to: [people]}}. */
    private static List<String> escalate(Fields fields) {
        if (!fields.isMapping("escalate")) {
            return fields.strings("escalate");
        }
        Fields written = fields.mapping("escalate").orElseThrow();
        written.has("at");
        List<String> people = written.strings("to");
        written.finish();
        return people;
    }

    private static double escalateAt(Fields fields, Gate.Policy defaults) {
        if (!fields.isMapping("escalate")) {
            return defaults.escalateAt();
        }
        return fields.mapping("escalate").orElseThrow().share("at", defaults.escalateAt());
    }
}
