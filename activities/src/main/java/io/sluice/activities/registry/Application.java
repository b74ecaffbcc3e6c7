package io.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.table.DefinitionRow;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.registry.CanonicalForms;
import io.sluice.definitions.registry.Registered;
import io.sluice.definitions.registry.RegistryChange;
import io.sluice.definitions.registry.RegistryPlan;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.registry.DefinitionChange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One application of a project to what is registered: what changes, and the rows that say so. Pure. */
final class Application {
    private static final String FIRST = "v1";
    private static final String PROJECT = "project";
    private static final String DESCRIBED = "described";

    private final Project project;
    private final Map<String, DefinitionFile> files;
    private final String folder;
    private final Map<String, DefinitionRow> registered;
    private final Map<String, String> fingerprints = new HashMap<>();
    private final List<DefinitionChange> changes = new ArrayList<>();

    /**
     * Plans it.
     *
     * @param registered the newest row of each definition, by kind/name
     * @param before the project that those rows are; null when nothing is registered
     */
    Application(
            Project project,
            List<DefinitionFile> files,
            String folder,
            Map<String, DefinitionRow> registered,
            @Nullable Project before) {
        this.project = project;
        this.files = DefinitionNames.of(files);
        this.folder = folder;
        this.registered = registered;
        changes.addAll(projectChanges(before));
        RegistryPlan.of(project, before == null ? List.of() : known(before)).forEach(change -> {
            fingerprints.put(Registry.key(change.kind(), change.name()), change.fingerprint());
            changes.add(change(change));
        });
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
                        change.change().equals("added") || change.change().equals(DESCRIBED))
                .map(change -> row(change, input, at))
                .toList();
    }

    ApplyResult result(boolean applied) {
        return new ApplyResult(project.name(), applied, planHash(), changes);
    }

    private List<Registered> known(Project before) {
        return registered.values().stream()
                .filter(row -> !row.kind().equals(PROJECT))
                .map(row -> new Registered(
                        row.kind(),
                        row.name(),
                        row.version(),
                        row.fingerprint(),
                        CanonicalForms.of(before, row.kind(), row.name()),
                        CanonicalForms.description(before, row.kind(), row.name()),
                        Registered.State.ACTIVE))
                .toList();
    }

    private DefinitionChange change(RegistryChange change) {
        String key = Registry.key(change.kind(), change.name());
        boolean rewritten = change.change() == RegistryChange.Kind.UNCHANGED && !sameText(key);
        return new DefinitionChange(
                change.kind(),
                change.name(),
                rewritten ? DESCRIBED : change.change().name().toLowerCase(Locale.ROOT),
                change.fromVersion(),
                change.toVersion(),
                rewritten ? List.of("the text or its place changed, the meaning did not") : change.differences());
    }

    /**
     * The project file holds defaults, which are part of every definition that they fill, and who may decide, which is part of
     * the policy of every gate that names nobody.
     */
    private List<DefinitionChange> projectChanges(@Nullable Project before) {
        String key = Registry.key(PROJECT, project.name());
        fingerprints.put(key, sha256(project.name() + project.approvers()));
        if (before == null) {
            return List.of(new DefinitionChange(PROJECT, project.name(), "added", null, FIRST, List.of()));
        }
        String differences = projectDifferences(before);
        if (!differences.isEmpty()) {
            return List.of(new DefinitionChange(PROJECT, project.name(), "changed", FIRST, "v2", List.of(differences)));
        }
        String change = sameText(key) ? "unchanged" : DESCRIBED;
        return List.of(new DefinitionChange(PROJECT, project.name(), change, FIRST, FIRST, List.of()));
    }

    private String projectDifferences(Project before) {
        if (!before.name().equals(project.name())) {
            return "this namespace serves project " + before.name();
        }
        return before.approvers().equals(project.approvers())
                ? ""
                : "approvers was " + before.approvers() + " and is now " + project.approvers();
    }

    private boolean sameText(String key) {
        DefinitionRow before = registered.get(key);
        DefinitionFile file = files.get(key);
        return before != null
                && file != null
                && before.text().equals(file.text())
                && before.folder().equals(folder);
    }

    private DefinitionRow row(DefinitionChange change, ApplyDefinitionsInput input, Instant at) {
        DefinitionFile file = file(change.kind(), change.name());
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

    private DefinitionFile file(String kind, String name) {
        return requireNonNull(files.get(Registry.key(kind, name)), "file is null");
    }

    private String fingerprint(String kind, String name) {
        return fingerprints.getOrDefault(Registry.key(kind, name), "");
    }

    private String planHash() {
        StringBuilder plan = new StringBuilder();
        changes.forEach(change -> plan.append(change.kind())
                .append('/')
                .append(change.name())
                .append(' ')
                .append(change.change())
                .append(' ')
                .append(fingerprint(change.kind(), change.name()))
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
