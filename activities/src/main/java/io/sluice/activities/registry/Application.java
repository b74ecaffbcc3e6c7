package io.sluice.activities.registry;

import io.sluice.activities.table.DefinitionRow;
import io.sluice.activities.table.PlanRow;
import io.sluice.activities.typing.Sha256;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.registry.Refusal;
import io.sluice.definitions.registry.RegistryChange;
import io.sluice.definitions.registry.RegistryChange.Kind;
import io.sluice.definitions.registry.RegistryPlan;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.registry.DefinitionChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One application of a project to what is registered: the plan, why it may not be applied, and the rows that register it. Pure.
 *
 * @param folder against which the project's relative locations are resolved
 * @param files by the key of {@link RegistryPlan}
 * @param history what is registered
 * @param changes the plan
 */
record Application(
        String project,
        String folder,
        Map<String, DefinitionFile> files,
        RegistryHistory history,
        List<RegistryChange> changes) {
    private static final DefinitionFile NO_FILE = new DefinitionFile("", "");

    /** Counts the applies that changed anything, this one included. */
    long number() {
        return history.newest() + 1;
    }

    boolean changesAnything() {
        return changes.stream().anyMatch(change -> change.change() != Kind.UNCHANGED);
    }

    /**
     * Why it may not be applied, when it may not.
     *
     * @param planHash of the plan that a person looked at
     */
    Optional<String> refusal(@Nullable String planHash) {
        ApplyResult plan = result(false);
        if (!changesAnything()) {
            return Optional.empty();
        }
        if (!plan.refusals().isEmpty()) {
            return Optional.of("Refused, nothing was registered: " + String.join(". ", plan.refusals()));
        } else if (planHash != null && !planHash.equals(plan.planHash())) {
            return Optional.of("The plan is not the one with hash " + planHash
                    + " any more, what is registered or the project has changed since: plan again");
        } else if (planHash == null && !plan.takesBack().isEmpty()) {
            return Optional.of(
                    ("Refused, nothing was registered: %s. If the folder is behind, bring it up to date; if this"
                                    + " is meant, repeat with \"planHash\":\"%s\"")
                            .formatted(String.join(". ", plan.takesBack()), plan.planHash()));
        }
        return Optional.empty();
    }

    /** What people have to decide before it may be applied; empty when nothing. */
    Optional<PlanRow> toBeDecided(ApplyDefinitionsInput input, Instant at) {
        List<Refusal> asked = refusals(true).toList();
        return asked.isEmpty()
                ? Optional.empty()
                : Optional.of(new PlanRow(
                        planHash(),
                        number(),
                        project,
                        folder,
                        asked.stream().map(Refusal::sentence).toList(),
                        asked.stream().map(Refusal::gate).distinct().sorted().toList(),
                        input.requestedBy(),
                        input.reason(),
                        at));
    }

    private Stream<Refusal> refusals(Boolean mayBeDecided) {
        return changes.stream()
                .flatMap(change -> change.refusals().stream())
                .filter(refusal -> mayBeDecided.equals(refusal.mayBeDecided()));
    }

    List<DefinitionRow> rows(ApplyDefinitionsInput input, Instant at) {
        return changes.stream()
                .filter(change -> change.change() != Kind.UNCHANGED)
                .map(change -> row(change, input, at))
                .toList();
    }

    ApplyResult result(Boolean applied) {
        return new ApplyResult(
                project,
                applied,
                planHash(),
                changes.stream().map(Application::line).toList(),
                refusals(false).map(Refusal::sentence).toList(),
                refusals(true).map(Refusal::sentence).toList(),
                changes.stream()
                        .map(RegistryChange::takesBack)
                        .filter(Objects::nonNull)
                        .toList(),
                null);
    }

    private static DefinitionChange line(RegistryChange change) {
        return new DefinitionChange(
                change.kind(),
                change.name(),
                change.change().name().toLowerCase(Locale.ROOT),
                change.fromVersion(),
                change.toVersion(),
                change.differences(),
                change.consequences());
    }

    private DefinitionRow row(RegistryChange change, ApplyDefinitionsInput input, Instant at) {
        boolean retired = change.change() == Kind.RETIRED;
        DefinitionFile file = files.getOrDefault(RegistryPlan.key(change.kind(), change.name()), NO_FILE);
        return new DefinitionRow(
                project,
                change.kind(),
                change.name(),
                retired ? DefinitionRow.RETIRED : DefinitionRow.ACTIVE,
                String.valueOf(retired ? change.fromVersion() : change.toVersion()),
                change.fingerprint(),
                file.path(),
                retired ? history.text(change.kind(), change.name()) : file.text(),
                folder,
                planHash(),
                number(),
                input.requestedBy(),
                input.reason(),
                at);
    }

    /** Of everything that is read, so that equal hashes do equal things; not of who asks. */
    private String planHash() {
        List<String> parts = new ArrayList<>(List.of(String.valueOf(number()), folder));
        changes.forEach(change -> parts.addAll(
                List.of(change.kind(), change.name(), change.change().name(), change.fingerprint())));
        files.values().forEach(file -> parts.addAll(List.of(file.path(), file.text())));
        return Sha256.of(parts);
    }
}
