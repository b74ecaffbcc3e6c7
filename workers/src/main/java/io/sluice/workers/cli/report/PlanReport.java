package io.sluice.workers.cli.report;

import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.registry.DefinitionChange;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A plan for people. */
public final class PlanReport {
    private final ApplyResult plan;
    private final Path folder;
    private final List<DefinitionChange> changes;

    public PlanReport(ApplyResult plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
        this.changes = plan.changes().stream()
                .filter(change -> !change.change().equals("unchanged"))
                .toList();
    }

    public String text() {
        StringBuilder text = new StringBuilder("Plan of %s: %s\n".formatted(plan.project(), counts()));
        changes.forEach(change -> append(text, change));
        section(text, "Refused, whoever decides:", plan.refusals());
        section(text, "Needs a decision:", plan.needsDecision());
        section(
                text,
                "Takes back what is registered; bring the folder up to date, or apply with the hash:",
                plan.takesBack());
        return text.append(ending()).toString().stripTrailing();
    }

    private String counts() {
        int unchanged = plan.changes().size() - changes.size();
        if (changes.isEmpty()) {
            return "nothing changes, %d definitions are registered as they are".formatted(unchanged);
        }
        return List.of("added", "changed", "described", "retired").stream()
                        .map(kind -> counted(kind))
                        .filter(count -> !count.startsWith("0 "))
                        .collect(Collectors.joining(", "))
                + (unchanged == 0 ? "" : ", %d unchanged".formatted(unchanged));
    }

    private String counted(String kind) {
        return changes.stream().filter(change -> change.change().equals(kind)).count() + " " + kind;
    }

    private static void append(StringBuilder text, DefinitionChange change) {
        text.append("\n%-9s %s %s%s\n".formatted(change.change(), change.kind(), change.name(), versions(change)));
        change.differences()
                .forEach(line -> text.append("            ").append(line).append('\n'));
        change.consequences()
                .forEach(line -> text.append("          → ").append(line).append('\n'));
    }

    private static String versions(DefinitionChange change) {
        String from = change.fromVersion();
        String to = change.toVersion();
        if (from == null || to == null) {
            return "  " + (from == null ? to : from);
        }
        return from.equals(to) ? "  " + to : "  " + from + " → " + to;
    }

    private static void section(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append('\n').append(title).append('\n');
            lines.forEach(line -> text.append("  ").append(line).append('\n'));
        }
    }

    private String ending() {
        if (changes.isEmpty() || !plan.refusals().isEmpty()) {
            return "";
        }
        String what = plan.needsDecision().isEmpty() ? "Apply" : "Ask for the decision about";
        return "\n" + what
                + " exactly this plan:\n  temporal workflow execute --task-queue sluice --type ApplyDefinitions --workflow-id"
                + " definitions \\\n    --input '{\"project\":\"%s\",\"requestedBy\":\"<you>\",\"planHash\":\"%s\"}'\n"
                        .formatted(folder.toAbsolutePath().normalize(), plan.planHash());
    }
}
