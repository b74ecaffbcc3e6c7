package io.sluice.definitions.registry.form;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.OtherDefinition;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.View;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.FixerDefinition;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.model.gate.Patch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forms of entities, views, gates and of what nothing interprets yet. */
final class Forms {
    private static final List<String> WORDS_ONLY = List.of("owner", "description", "tags");

    private Forms() {}

    /** The approvers are part of the policy of every gate that names nobody; defaults are part of what they fill. */
    static Form project(Project project) {
        return new Form()
                .means("approvers", anyOrder(project.approvers()))
                .says("defaults.source", project.defaultSource())
                .says("defaults.owner", project.defaultOwner());
    }

    static Form entity(Entity entity) {
        return new Form()
                .means("keys", columns(entity.keys()))
                .says("description", entity.description())
                .says("owner", entity.owner());
    }

    static Form view(Project project, View view) {
        Form form = new Form().means("entity", view.entity()).means("features", view.features());
        project.entity(view.entity()).ifPresent(entity -> form.means("entity.keys", columns(entity.keys())));
        for (String feature : view.features()) {
            form.means("feature." + feature, Fingerprints.of(project, "feature", feature));
        }
        return form.says("gate", view.gate())
                .says("online.ttl", view.onlineTtl())
                .says("online.materialization", view.materialization())
                .says("freshness", view.freshness())
                .says("schedule", view.schedule())
                .says("access.readers", view.readers())
                .says("owner", view.owner());
    }

    static Form gate(Gate gate) {
        Gate.Policy policy = gate.policy();
        return new Form()
                .means("expectations", expectations(gate.expectations()))
                .means("policy.approvers", anyOrder(policy.approvers()))
                .means("policy.quorum", policy.quorum())
                .means("policy.require_reason", policy.requireReason())
                .means("policy.prevent_self_approval", policy.preventSelfApproval())
                .means("policy.deadline", policy.deadline())
                .means("policy.remind", policy.remind())
                .means("policy.escalate_at", policy.escalateAt())
                .means("policy.escalate", anyOrder(policy.escalate()))
                .means("policy.on_expiry", policy.onExpiry())
                .means("policy.keep", policy.keep())
                .means("policy.max_attempts", policy.maxAttempts())
                .means("policy.quarantine_limit", policy.quarantineLimit())
                .means("policy.fail_on_reject", policy.failOnReject());
    }

    static Form patch(Patch patch) {
        return new Form()
                .means("source", patch.source())
                .means("sql", patch.sql())
                .means("reviewed_by", patch.reviewedBy())
                .says("description", patch.description())
                .says("owner", patch.owner());
    }

    static Form fixer(FixerDefinition fixer) {
        return new Form()
                .means("class", fixer.className())
                .says("description", fixer.description())
                .says("owner", fixer.owner());
    }

    static Form other(OtherDefinition other) {
        Form form = new Form();
        other.fields().forEach((field, value) -> {
            if (WORDS_ONLY.contains(field)) {
                form.says(field, value);
            } else {
                form.means(field, value);
            }
        });
        return form;
    }

    private static List<String> anyOrder(List<String> people) {
        return people.stream().distinct().sorted().toList();
    }

    static List<Object> expectations(List<Expectation> expectations) {
        List<Object> list = new ArrayList<>();
        for (Expectation expectation : expectations) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", expectation.id());
            fields.put("type", expectation.type());
            fields.put("kwargs", expectation.kwargs());
            fields.put("severity", expectation.severity());
            fields.put("rows", expectation.rows());
            list.add(fields);
        }
        return list;
    }

    /** {@code name: type} in their order. */
    static List<String> columns(List<Column> columns) {
        return columns.stream()
                .map(column -> column.name() + ": " + column.type())
                .toList();
    }
}
