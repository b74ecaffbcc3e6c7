package io.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.definitions.model.Project;
import io.sluice.definitions.registry.form.Fingerprints;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.registry.DefinitionChange;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.IngestionSettings;
import io.sluice.workflows.registry.ViewSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class RegistryActivitiesImplTest extends RegistryScenario {
    @Test
    void registersEveryDefinitionAtItsFirstVersionInOneCommit() {
        ApplyResult result = apply();

        assertThat(result.applied()).isTrue();
        assertThat(result.changes())
                .extracting(DefinitionChange::kind, DefinitionChange::name, DefinitionChange::change)
                .containsExactly(
                        tuple("project", "shop", "added"),
                        tuple("entity", "customer", "added"),
                        tuple("source", "orders", "added"),
                        tuple("gate", "orders_ok", "added"),
                        tuple("feature", "orders_7d", "added"),
                        tuple("view", "activity", "added"));
        assertThat(rows()).hasSize(6).allSatisfy(row -> {
            assertThat(row.version()).isEqualTo("v1");
            assertThat(row.fingerprint()).matches("[0-9a-f]{64}");
            assertThat(row.folder()).isEqualTo(project.toString());
            assertThat(row.planHash()).isEqualTo(result.planHash());
        });
        assertThat(tables.definitions().snapshotId()).isPresent();
    }

    @Test
    void applyingAgainChangesNothing() {
        apply();

        ApplyResult again = apply();

        assertThat(again.changes()).extracting(DefinitionChange::change).containsOnly("unchanged");
        assertThat(rows()).hasSize(6);
    }

    @Test
    void aDryRunOnlyPlans() {
        ApplyResult planned = activities.applyDefinitions(input(true));

        assertThat(planned.applied()).isFalse();
        assertThat(rows()).isEmpty();
        assertThat(apply().planHash()).isEqualTo(planned.planHash());
    }

    @Test
    void addsToWhatIsRegistered() throws IOException {
        apply();
        write("orders_1d.yaml", "feature: orders_1d", "entity: customer", "window: 1 day");

        ApplyResult result = apply();

        assertThat(result.changes())
                .filteredOn(change -> !change.change().equals("unchanged"))
                .extracting(DefinitionChange::name)
                .containsExactly("orders_1d");
        assertThat(rows()).hasSize(7);
        assertThat(registry.load().find("feature", "orders_1d")).isPresent();
    }

    @Test
    void aChangeWithoutMeaningKeepsTheVersion() throws IOException {
        apply();
        String fingerprint = ref("feature", "orders_7d").fingerprint();
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 7 days", "owner: bea");

        ApplyResult result = apply();

        assertThat(result.changes())
                .filteredOn(change -> change.change().equals("described"))
                .hasSize(1)
                .allSatisfy(change -> assertThat(change.differences()).anyMatch(text -> text.contains("bea")));
        assertThat(ref("feature", "orders_7d")).isEqualTo(new DefinitionRef("feature", "orders_7d", "v1", fingerprint));
        assertThat(registry.load().project().feature("orders_7d").orElseThrow().owner())
                .isEqualTo("bea");
    }

    @Test
    void aChangedMeaningMakesANewVersionAndSaysWhatFollows() throws IOException {
        apply();
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 14 days");

        List<DefinitionChange> changes = changed(apply());

        assertThat(changes)
                .extracting(
                        DefinitionChange::name,
                        DefinitionChange::change,
                        DefinitionChange::fromVersion,
                        DefinitionChange::toVersion,
                        DefinitionChange::differences)
                .containsExactly(
                        tuple(
                                "orders_7d",
                                "changed",
                                "v1",
                                "v2",
                                List.of("hop: 1 hour → 1 day", "window: 7 days → 14 days")),
                        tuple("activity", "changed", "v1", "v2", List.of("feature orders_7d: v1 → v2")));
        assertThat(changes.get(1).consequences()).hasSize(3).anyMatch(text -> text.contains("views.activity_v2"));
        assertThat(activities.resolveView("activity").table()).isEqualTo("views.activity_v2");
        assertThat(changed(apply())).isEmpty();
    }

    @Test
    void aPinnedVersionIsTheProjectAsItStood() throws IOException {
        apply();
        DefinitionRef view = ref("view", "activity");
        DefinitionRef feature = ref("feature", "orders_7d");
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 7 days", "description: first");
        apply();
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 14 days", "description: two");
        Files.writeString(
                project.resolve("orders.yaml"),
                Files.readString(project.resolve("orders.yaml"))
                        .replace("amount: bigint", "amount: bigint, shop: string")
                        .replace("event_time: at", "event_time: at\nallowed_lateness: 1 hour"));
        apply();
        open();

        Project pinned = registry.at(List.of(feature, view)).project();

        assertThat(pinned.feature("orders_7d").orElseThrow().window().length()).isEqualTo(Duration.ofDays(7));
        assertThat(pinned.feature("orders_7d").orElseThrow().description()).isEqualTo("first");
        assertThat(pinned.source("orders").orElseThrow().schema()).hasSize(4);
        assertThat(registry.load().project().source("orders").orElseThrow().schema())
                .hasSize(5);
        assertThat(Fingerprints.of(pinned, "view", "activity")).isEqualTo(view.fingerprint());
        assertThatThrownBy(() -> registry.at(List.of(view, ref("feature", "orders_7d"))))
                .hasMessageContaining("never registered together");
    }

    @Test
    void aCommentKeepsTheVersionAndTheNewestTextIsKept() throws IOException {
        apply();
        write("orders_7d.yaml", "# a week", "feature: orders_7d", "entity: customer", "window: 7 days");

        assertThat(changed(apply()))
                .extracting(DefinitionChange::change, DefinitionChange::toVersion, DefinitionChange::differences)
                .containsExactly(
                        tuple("described", "v1", List.of("the text changed (such as a comment), no field did")));
        assertThat(rows()).filteredOn(row -> row.text().contains("# a week")).hasSize(1);
    }

    @Test
    void aRenamedFileChangesNoVersionButThePlace() throws IOException {
        apply();
        Files.createDirectory(project.resolve("features"));
        Files.move(project.resolve("orders_7d.yaml"), project.resolve("features/weekly.yaml"));

        assertThat(changed(apply()))
                .extracting(DefinitionChange::change, DefinitionChange::toVersion, DefinitionChange::differences)
                .containsExactly(tuple("described", "v1", List.of("file: orders_7d.yaml → features/weekly.yaml")));
        assertThat(changed(apply())).isEmpty();
    }

    @Test
    void anEntityThatNobodyDeclaresIsRegisteredToo() throws IOException {
        write("per_id.yaml", "feature: per_id", "entity: id", "window: 1 day");

        assertThat(apply().changes())
                .extracting(DefinitionChange::kind, DefinitionChange::name)
                .contains(tuple("entity", "id"));
        DefinitionRef implied = ref("entity", "id");
        open();
        assertThat(registry.at(List.of(implied)).project().entity("id")).isPresent();
        write("id.yaml", "entity: id");
        assertThat(changed(apply()))
                .extracting(DefinitionChange::change, DefinitionChange::name, DefinitionChange::differences)
                .containsExactly(tuple(
                        "described",
                        "id",
                        List.of("the text changed (such as a comment), no field did", "file: none → id.yaml")));
        assertThat(ref("entity", "id")).isEqualTo(implied);
    }

    @Test
    void anotherFolderIsOneChangeOfTheProjectOnly() throws IOException {
        apply();
        Path other = copy();

        ApplyResult result = apply(other, "bea", null);

        assertThat(changed(result)).extracting(DefinitionChange::kind).containsExactly("project");
        assertThat(resolve("orders", "2026-01-02", null).inputLocation()).isEqualTo(other + "/in/2026-01-02.csv");
        DefinitionRef source = ref("source", "orders");
        assertThat(registry.at(List.of(source)).folder()).isEqualTo(other.toString());
    }

    @Test
    void twoAppliesAtOnceLoseNothing() throws IOException {
        apply();
        write("orders_1d.yaml", "feature: orders_1d", "entity: customer", "window: 1 day");
        write("activity.yaml", "# of ann", "view: activity", "entity: customer", "features: [orders_7d]");
        CompletableFuture<ApplyResult> one = CompletableFuture.supplyAsync(this::apply);
        CompletableFuture<ApplyResult> two = CompletableFuture.supplyAsync(() -> apply(project, "bea", null));

        assertThat(one.join().applied() && two.join().applied()).isTrue();
        assertThat(rows().stream().map(row -> row.apply() + "/" + row.kind() + "/" + row.name()))
                .doesNotHaveDuplicates();
        assertThat(registry.load().definitions()).hasSize(7);
        assertThat(rows()).hasSize(8);
    }

    @Test
    void rebuildsAPinnedProjectFromItsTexts() {
        apply();
        DefinitionRef pinned = ref("source", "orders");
        open();

        RegisteredProject rebuilt = registry.at(List.of(pinned));

        assertThat(rebuilt.project().source("orders").orElseThrow().schema()).hasSize(4);
        assertThat(rebuilt.find("source", "orders")).contains(pinned);
        assertThatThrownBy(() -> registry.at(List.of(new DefinitionRef("source", "orders", "v9", "x"))))
                .hasMessageContaining("v9");
    }

    @Test
    void resolvesWhatAnIngestionPins() {
        apply();

        IngestionSettings settings = resolve("orders", "2026-01-02", null);

        assertThat(settings)
                .isEqualTo(new IngestionSettings(
                        ref("source", "orders"),
                        "orders_ok",
                        "2026-01-02",
                        project + "/in/2026-01-02.csv",
                        3,
                        true,
                        false,
                        14));
        assertThat(resolve("orders", "2026-01-02", "/elsewhere/x.csv").inputLocation())
                .isEqualTo("/elsewhere/x.csv");
        assertThat(resolve("orders", "2026-01-02", "fixed.csv").inputLocation()).isEqualTo(project + "/fixed.csv");
    }

    @Test
    void saysWhatWasMeantInstead() {
        fails(() -> resolve("orders", "2026-01-02", null), FailureTypes.NOT_FOUND, "ApplyDefinitions");
        apply();

        fails(() -> resolve("order", "2026-01-02", null), FailureTypes.NOT_FOUND, "did you mean orders?");
        fails(() -> resolve("orders", "2026-01", null), FailureTypes.INVALID_INPUT, "a day such as 2010-12-01");
        fails(() -> resolve("orders", "2026-02-30", null), FailureTypes.INVALID_INPUT, "2026-02-30");
        fails(() -> resolve("orders", null, null), FailureTypes.INVALID_INPUT, "for example 2010-12-01");
        fails(() -> activities.resolveView("activty"), FailureTypes.NOT_FOUND, "did you mean activity?");
    }

    @Test
    void resolvesWhatAViewPins() {
        apply();

        ViewSettings settings = activities.resolveView("activity");

        assertThat(settings.table()).isEqualTo("views.activity_v1");
        assertThat(settings.gate()).isEqualTo("implicit");
        assertThat(settings.features()).containsExactly(ref("feature", "orders_7d"));
    }
}
