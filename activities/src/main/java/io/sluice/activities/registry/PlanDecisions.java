package io.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.gate.audit.DefinitionAudits;
import io.sluice.activities.gate.audit.Policies;
import io.sluice.activities.table.PlanRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.activities.typing.Sha256;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Policy;
import io.sluice.workflows.gate.audit.RuleResult;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.DefinitionsGate;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.expressions.Expressions;

/** Plans that people decide: keeps them, says to a gate what is to be decided, and whether that was approved. Decision 021. */
public final class PlanDecisions implements DefinitionAudits {
    private static final int RULES = 50;
    private static final int TEXT = 300;

    private final SystemTables tables;
    private final Registry registry;

    public PlanDecisions(SystemTables tables, Registry registry) {
        this.tables = requireNonNull(tables, "tables is null");
        this.registry = requireNonNull(registry, "registry is null");
    }

    /** Keeps a plan for its gate; idempotent. Refused when nobody may decide all of it. */
    void keep(PlanRow plan) {
        policy(plan);
        tables.plans().append("plan/" + plan.planHash(), List.of(plan));
    }

    /** Whether the newest decision about exactly this plan is a waiver: nobody's word counts but the record. */
    boolean approved(PlanRow plan) {
        return results(plan).stream()
                .max(Comparator.comparingInt(GateResultRow::attempt).thenComparing(GateResultRow::at))
                .filter(row -> row.outcome().equals("WAIVED"))
                .isPresent();
    }

    @Override
    public Verdict audit(AuditRequest request) {
        PlanRow plan = tables.plans().scan(Expressions.equal("plan_hash", request.snapshotId())).stream()
                .findFirst()
                .filter(any -> request.gate().equals(DefinitionsGate.GATE))
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "No plan %s waits for a decision of gate %s: plans are decided by gate %s; start ApplyDefinitions"
                                .formatted(request.snapshotId(), request.gate(), DefinitionsGate.GATE),
                        FailureTypes.NOT_FOUND));
        Optional<GateResult> prior = results(plan).stream()
                .filter(row -> row.attempt() == request.attempt())
                .max(Comparator.comparing(GateResultRow::at))
                .map(GateResultRow::result);
        if (prior.isEmpty() && plan.apply() != registry.history().newest() + 1) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Plan " + plan.planHash() + " is outdated: another apply came first; start ApplyDefinitions again",
                    FailureTypes.STALE_CANDIDATE);
        }
        return new Verdict(
                "BLOCKED",
                new DefinitionRef("gate", DefinitionsGate.GATE, "v" + plan.apply(), plan.planHash()),
                policy(plan),
                rules(plan),
                plan.asks().size(),
                plan.asks().size(),
                0,
                reportHash(plan),
                "",
                prior.orElse(null),
                null);
    }

    private List<GateResultRow> results(PlanRow plan) {
        return tables.gateResults().scan(Expressions.equal("snapshot_id", plan.planHash())).stream()
                .filter(row -> row.dataset().equals(DefinitionsGate.DATASET))
                .filter(row -> row.gate().equals(DefinitionsGate.GATE))
                .filter(row -> row.reportHash().equals(reportHash(plan)))
                .toList();
    }

    /** The old policies: those of the gates concerned, as they are registered. */
    private Policy policy(PlanRow plan) {
        Project project = registry.load().project();
        List<Policy> policies = plan.gates().stream()
                .map(gate -> project.gate(gate).map(Gate::policy).orElseGet(Gate.Policy::defaults))
                .map(policy -> Policies.of(policy, project.approvers()))
                .toList();
        return Policies.strictest(policies)
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "Refused, nothing was registered: nobody may decide all of this at once (%s); apply it in parts"
                                .formatted(String.join("; ", plan.asks())),
                        FailureTypes.REFUSED));
    }

    private static List<RuleResult> rules(PlanRow plan) {
        List<RuleResult> rules = new ArrayList<>();
        for (String ask : plan.asks().subList(0, Math.min(RULES, plan.asks().size()))) {
            String shown = ask.length() <= TEXT ? ask : ask.substring(0, TEXT - 1) + "…";
            rules.add(new RuleResult(
                    "change_" + (rules.size() + 1), "definitions", "error", "FAILED", false, 1, 1, shown, "no change"));
        }
        return rules;
    }

    private static String reportHash(PlanRow plan) {
        List<String> parts = new ArrayList<>(List.of(plan.planHash()));
        parts.addAll(plan.asks());
        parts.addAll(plan.gates());
        return Sha256.of(parts);
    }
}
