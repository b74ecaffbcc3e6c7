package io.sluice.activities.registry;

import io.sluice.activities.table.DefinitionRow;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.registry.Fingerprints;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.registry.DefinitionChange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One application of a project to what is registered: what changes, and the rows that say so. Pure. */
final class Application {
    private static final String FIRST = "v1";
    private static final String PROJECT = "project";

    private final Project project;
    private final Map<String, DefinitionFile> files;
    private final String folder;
    private final Map<String, DefinitionRow> registered;
    private final List<DefinitionChange> changes = new ArrayList<>();

    Application(Project project, List<DefinitionFile> files, String folder, Map<String, DefinitionRow> registered) {
        this.project = project;
        this.files = DefinitionNames.of(files);
        this.folder = folder;
        this.registered = registered;
        this.files.keySet().forEach(key -> changes.add(change(key)));
        registered.keySet().stream()
                .filter(key -> !this.files.containsKey(key))
                .map(key -> retired(registered.get(key)))
                .forEach(changes::add);
    }

    /** Counts the applies that changed anything, this one included. */
    long number() {
        return registered.values().stream()
                        .mapToLong(DefinitionRow::apply)
                        .max()
                        .orElse(0)
                + 1;
    }

    boolean changesAnything() {
        return changes.stream().anyMatch(change -> !change.change().equals("unchanged"));
    }

    /** Why it may not be applied, when it may not. */
    Optional<String> refusal() {
        String refused = changes.stream()
                .filter(change ->
                        change.change().equals("changed") || change.change().equals("retired"))
                .map(change -> "%s %s would be %s%s"
                        .formatted(
                                change.kind(),
                                change.name(),
                                change.change(),
                                change.differences().isEmpty()
                                        ? ""
                                        : " (" + String.join("; ", change.differences()) + ")"))
                .collect(Collectors.joining(". "));
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of("Registered definitions cannot be changed or dropped yet, only added to: " + refused
                        + ". Give the new meaning a new name, or put the old text back");
    }

    List<DefinitionRow> rows(ApplyDefinitionsInput input, Instant at) {
        return changes.stream()
                .filter(change ->
                        change.change().equals("added") || change.change().equals("described"))
                .map(change -> row(change, input, at))
                .toList();
    }

    ApplyResult result(boolean applied) {
        return new ApplyResult(project.name(), applied, planHash(), changes);
    }

    private DefinitionChange change(String key) {
        String kind = key.substring(0, key.indexOf('/'));
        String name = key.substring(key.indexOf('/') + 1);
        DefinitionRow before = registered.get(key);
        if (before == null) {
            return new DefinitionChange(kind, name, "added", null, FIRST, List.of());
        }
        if (before.fingerprint().equals(fingerprint(kind, name))) {
            boolean same = before.text().equals(files.get(key).text())
                    && before.folder().equals(folder);
            return new DefinitionChange(
                    kind, name, same ? "unchanged" : "described", before.version(), before.version(), List.of());
        }
        return new DefinitionChange(kind, name, "changed", before.version(), next(before.version()), List.of());
    }

    private static DefinitionChange retired(DefinitionRow before) {
        return new DefinitionChange(before.kind(), before.name(), "retired", before.version(), null, List.of());
    }

    private DefinitionRow row(DefinitionChange change, ApplyDefinitionsInput input, Instant at) {
        DefinitionFile file = files.get(Registry.key(change.kind(), change.name()));
        return new DefinitionRow(
                project.name(),
                change.kind(),
                change.name(),
                String.valueOf(change.toVersion()),
                fingerprint(change.kind(), change.name()),
                file.path(),
                file.text(),
                folder,
                planHash(),
                number(),
                input.requestedBy(),
                input.reason(),
                at);
    }

    private String fingerprint(String kind, String name) {
        // The project file holds defaults, which are part of every definition that they fill: by itself it means
        // nothing.
        return kind.equals(PROJECT) ? sha256(name) : Fingerprints.of(project, kind, name);
    }

    private static String next(String version) {
        return "v" + (Integer.parseInt(version.substring(1)) + 1);
    }

    private String planHash() {
        StringBuilder plan = new StringBuilder();
        changes.forEach(change -> plan.append(change.kind())
                .append('/')
                .append(change.name())
                .append(' ')
                .append(change.change())
                .append(' ')
                .append(change.change().equals("retired") ? "" : fingerprint(change.kind(), change.name()))
                .append('\n'));
        return sha256(plan.toString());
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
