package io.sluice.definitions.reading;

import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.reading.expectation.ExpectationReader;
import io.sluice.definitions.reading.expectation.SuiteReader;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads a gate with its policy. Source: contract §2. */
public final class GateReader {
    private GateReader() {}

    public static Gate read(Draft draft, Scope scope) {
        Fields fields = draft.fields();
        if (SuiteReader.isSuite(draft.file())) {
            Gate gate = new Gate(
                    draft.name().value(), ExpectationReader.read(fields, scope.findings()), Gate.Policy.defaults());
            fields.need("expectations");
            SuiteReader.finish(fields);
            return gate;
        }
        if (!fields.has("suite")) {
            fields.need("expectations");
        }
        Gate.Policy policy =
                fields.mapping("policy").map(written -> policy(written, scope)).orElse(Gate.Policy.defaults());
        Gate gate = new Gate(
                draft.name().value(),
                ExpectationReader.of(expectations(draft, scope), fields, scope.findings()),
                policy);
        fields.string("description");
        fields.string("owner");
        fields.finish();
        return gate;
    }

    /** The written expectations of a gate: first those of the suite that it names, then its own. */
    static List<Fields> expectations(Draft draft, Scope scope) {
        List<Fields> items = new ArrayList<>();
        draft.fields()
                .text("suite")
                .ifPresent(name -> suite(draft, name, scope)
                        .ifPresent(suite -> items.addAll(suite.fields().mappings("expectations"))));
        items.addAll(draft.fields().mappings("expectations"));
        return items;
    }

    private static Optional<Draft> suite(Draft gate, Text name, Scope scope) {
        Optional<Draft> suite = scope.drafts().of("gate").stream()
                .filter(draft -> draft.name().value().equals(name.value()) && draft != gate)
                .findFirst();
        if (suite.isEmpty() && !scope.drafts().declares("gate", name.value())) {
            scope.findings().add(name.place(), scope.drafts().unknown("gate", name.value()));
        } else if (suite.filter(found -> found.fields().has("suite")).isPresent() || suite.isEmpty()) {
            scope.findings().add(name.place(), "suite of " + gate.fields().owner() + " must be a gate without a suite");
            return Optional.empty();
        }
        return suite;
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
