package io.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.FixerDefinition;
import io.sluice.definitions.model.gate.Patch;
import io.sluice.definitions.name.Nearest;
import io.sluice.workflows.registry.RemedyRequest;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.expressions.Expressions;

/** Says whether rows of a source can be mended by a patch or fixer, or replaced by its last certified values. */
final class Remedies {
    private static final String TRUSTED = "trusted.";

    private final SystemTables tables;
    private final Fixers fixers;

    Remedies(SystemTables tables, Fixers fixers) {
        this.tables = requireNonNull(tables, "tables is null");
        this.fixers = requireNonNull(fixers, "fixers is null");
    }

    /** Why not, in one sentence; empty when it can be done. */
    String refusal(Project project, RemedyRequest request) {
        String name = request.dataset().startsWith(TRUSTED) ? request.dataset().substring(TRUSTED.length()) : "";
        Optional<Source> source = project.source(name);
        if (source.isEmpty()) {
            return "%s is no source of the project any more".formatted(request.dataset());
        }
        return switch (request.strategy()) {
            case "PATCH" -> patch(project, source.get(), request.name());
            case "FIXER" -> fixer(project, source.get(), request.name());
            default -> previous(source.get(), request);
        };
    }

    private static String patch(Project project, Source source, String name) {
        List<String> names = project.patches().stream()
                .filter(patch -> patch.source().equals(source.name()))
                .map(Patch::name)
                .toList();
        return names.contains(name) ? "" : unknown("patch of source " + source.name(), name, names);
    }

    private String fixer(Project project, Source source, String name) {
        Optional<FixerDefinition> definition = project.fixer(name);
        if (definition.isEmpty()) {
            return unknown(
                    "fixer",
                    name,
                    project.fixers().stream().map(FixerDefinition::name).toList());
        }
        return fixers.refusal(name, definition.get().className(), source);
    }

    private String previous(Source source, RemedyRequest request) {
        if (source.kind() != Source.Kind.ATTRIBUTES) {
            return "PREVIOUS is for sources of kind attributes: values of %s, whose kind is events, do not go on until the next ones come"
                    .formatted(source.name());
        }
        boolean earlier = tables.partitions().scan(Expressions.equal("dataset", request.dataset())).stream()
                .anyMatch(row -> row.state().equals(PartitionRow.PUBLISHED)
                        && row.rows() > 0
                        && (row.partition().equals("all") || row.partition().compareTo(request.partition()) < 0));
        return earlier ? "" : "no values of %s are certified that could be carried forward".formatted(source.name());
    }

    private static String unknown(String what, String name, List<String> names) {
        String hint = Nearest.hint(name, names);
        String known = names.isEmpty() ? "none" : String.join(", ", names);
        return "unknown %s: %s%s; registered: %s".formatted(what, name, hint, known);
    }
}
