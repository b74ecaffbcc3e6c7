package io.sluice.definitions.registry;

import io.sluice.definitions.model.Project;
import io.sluice.definitions.registry.RegistryChange.Kind;
import io.sluice.definitions.registry.form.DefinitionForm;
import io.sluice.definitions.registry.form.FieldText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What may not be registered without a decision of people, and of whom. Source: workflows.md §1. */
final class Refusals {
    /** Fields that say which gate judges, and by what. */
    private static final List<String> JUDGED_BY = List.of("gate", "expectations");

    private static final String PROJECT = "";

    private final Map<String, Registered> registered;
    private final Project project;
    private final Served served;

    Refusals(Map<String, Registered> registered, Project project, Served served) {
        this.registered = registered;
        this.project = project;
        this.served = served;
    }

    /** One for each reason; the registered definition decides who is asked. */
    List<Refusal> of(Registered old, Kind change, DefinitionForm now, List<String> differences) {
        if (old.state() == Registered.State.RETIRED || change == Kind.UNCHANGED) {
            return List.of();
        }
        String name = old.kind() + " " + old.name();
        List<Refusal> refusals = new ArrayList<>();
        if (change == Kind.RETIRED) {
            retired(old, name, refusals);
        } else if (old.kind().equals("entity") && differs(old.form().meaning(), now.meaning(), "keys")) {
            refusals.add(asked(
                    PROJECT,
                    "the keys of " + name + " may not change (rows of the old and the new keys cannot be told apart:"
                            + " better give the new keys an entity of another name)"));
        } else if (old.kind().equals("gate") && change == Kind.CHANGED) {
            refusals.add(asked(old.name(), name + " may not change (" + String.join("; ", differences) + ")"));
        } else if (old.kind().equals("project") && differs(old.form().meaning(), now.meaning(), "approvers")) {
            refusals.add(asked(
                    PROJECT, "the approvers of " + name + " may not change (" + String.join("; ", differences) + ")"));
        }
        if (change != Kind.RETIRED) {
            judgedBy(old, name, now, refusals);
            dropped(old, name, now, refusals);
        }
        return refusals;
    }

    private void retired(Registered old, String name, List<Refusal> refusals) {
        if (old.kind().equals("project")) {
            refusals.add(new Refusal(
                    null,
                    "this namespace serves " + name + ", and no other; use a namespace and a lake of its own for "
                            + project.name()));
        } else if (old.kind().equals("gate")) {
            refusals.add(asked(old.name(), name + " may not be retired"));
        } else {
            servedBy(old)
                    .forEach(release -> refusals.add(
                            asked(PROJECT, name + " may not be retired, release " + release + " serves it,")));
        }
    }

    /** Another gate, or none, is another policy. */
    private void judgedBy(Registered old, String name, DefinitionForm now, List<Refusal> refusals) {
        if (!List.of("source", "view").contains(old.kind())) {
            return;
        }
        Map<String, FieldText> before = all(old.form());
        Map<String, FieldText> after = all(now);
        for (String field : JUDGED_BY) {
            if (differs(before, after, field)) {
                FieldText gate = before.get("gate");
                refusals.add(asked(
                        gate == null ? PROJECT : gate.shown(),
                        field + " of " + name + " may not change (" + shown(before, field) + " → " + shown(after, field)
                                + ")"));
            }
        }
    }

    private static List<String> features(DefinitionForm view) {
        return Objects.requireNonNull(view.meaning().get("features"), "features is null")
                .items();
    }

    private void dropped(Registered old, String name, DefinitionForm now, List<Refusal> refusals) {
        Served.Release release = served.releases().get(old.name());
        if (old.kind().equals("view") && release != null) {
            List<String> features = features(now);
            features(old.form()).stream()
                    .filter(feature -> !features.contains(feature))
                    .forEach(feature -> refusals.add(asked(
                            PROJECT,
                            "feature " + feature + " may not leave " + name + ", release " + release.name()
                                    + " serves it,")));
        }
        boolean offline = old.kind().equals("feature")
                && shown(all(old.form()), "serving.online").equals("true")
                && shown(all(now), "serving.online").equals("false");
        if (offline) {
            servedBy(old)
                    .forEach(by -> refusals.add(
                            asked(PROJECT, name + " may not leave the online store, release " + by + " serves it,")));
        }
    }

    private List<String> servedBy(Registered old) {
        return served.releases().values().stream()
                .filter(release -> release.definitions().contains(old.kind() + "/" + old.name()))
                .map(Served.Release::name)
                .toList();
    }

    /** The old policy says who: that of the gate, else the approvers of the project. */
    private Refusal asked(String gate, String sentence) {
        String people = approvers("gate " + gate, "policy.approvers");
        if (people.isEmpty()) {
            people = registered.values().stream()
                    .filter(old -> old.kind().equals("project"))
                    .map(old -> shown(old.form().meaning(), "approvers"))
                    .filter(shown -> !shown.equals("none"))
                    .findFirst()
                    .orElse("");
        }
        String who = people.isEmpty() ? "anybody who may decide (no approvers are registered)" : people;
        // A gate that was never registered has no policy of its own.
        String policy = registered.containsKey("gate " + gate) ? gate : PROJECT;
        return new Refusal(policy, sentence + " without a decision by " + who);
    }

    private String approvers(String key, String field) {
        Registered gate = registered.get(key);
        String shown = gate == null ? "none" : shown(gate.form().meaning(), field);
        return shown.equals("none") ? "" : shown;
    }

    private static Map<String, FieldText> all(DefinitionForm form) {
        Map<String, FieldText> all = new TreeMap<>(form.meaning());
        all.putAll(form.description());
        return all;
    }

    private static boolean differs(Map<String, FieldText> before, Map<String, FieldText> after, String field) {
        FieldText old = before.get(field);
        FieldText now = after.get(field);
        String canonical = old == null ? "" : old.canonical();
        return !canonical.equals(now == null ? "" : now.canonical());
    }

    private static String shown(Map<String, FieldText> fields, String field) {
        FieldText text = fields.get(field);
        return text == null ? "none" : text.shown();
    }
}
