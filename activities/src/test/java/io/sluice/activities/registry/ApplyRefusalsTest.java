package io.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.table.TrainingSetRow;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.registry.DefinitionChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an apply takes back only when it was looked at, and what it refuses. */
final class ApplyRefusalsTest extends RegistryScenario {
    @Test
    void retiringNeedsThePlanThatSomebodyLookedAt() throws IOException {
        apply();
        Files.delete(project.resolve("activity.yaml"));

        refused("view activity of ann at ", "would be retired", "\"planHash\":\"");
        String seen = plan().planHash();
        assertThat(changed(apply(project, "ann", seen)))
                .extracting(DefinitionChange::change)
                .containsExactly("retired");
        assertThat(registry.load().find("view", "activity")).isEmpty();
        fails(() -> activities.resolveView("activity"), FailureTypes.NOT_FOUND, "activity");
        assertThat(changed(apply())).isEmpty();

        write("activity.yaml", "view: activity", "entity: customer", "features: [orders_7d]");
        refused("view activity would come back; ann at ");
        apply(project, "ann", plan().planHash());
        assertThat(ref("view", "activity").version()).isEqualTo("v1");
    }

    @Test
    void ofTwoDifferentChangesAtOnceTheLaterIsPlannedAgainOnTopOfTheOther() throws IOException {
        apply();
        Path beas = copy();
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 14 days");
        Files.writeString(beas.resolve("orders_1d.yaml"), "feature: orders_1d\nentity: customer\nwindow: 1 day\n");
        List<ApplyResult> meanwhile = new ArrayList<>();
        // the clock is read between plan and commit: that is when bea applies hers
        Clock interrupted = new Clock() {
            @Override
            public Instant instant() {
                if (meanwhile.isEmpty()) {
                    meanwhile.add(apply(beas, "bea", null));
                }
                return Instant.now();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        RegistryActivitiesImpl anns = TestingRegistry.activities(lake, COMPILER, interrupted);

        fails(() -> anns.applyDefinitions(input(null)), FailureTypes.REFUSED, "feature orders_1d of bea at ");
        assertThat(meanwhile)
                .singleElement()
                .satisfies(result -> assertThat(result.applied()).isTrue());
        assertThat(registry.load().find("feature", "orders_1d")).isPresent();
        assertThat(ref("feature", "orders_7d").version()).isEqualTo("v1");

        Files.copy(beas.resolve("orders_1d.yaml"), project.resolve("orders_1d.yaml"));
        assertThat(anns.applyDefinitions(input(null)).applied()).isTrue();
        assertThat(ref("feature", "orders_7d").version()).isEqualTo("v2");
        assertThat(registry.load().find("feature", "orders_1d")).isPresent();
    }

    @Test
    void aFolderThatIsBehindTakesNothingBack() throws IOException {
        apply();
        Path behind = copy();
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 14 days");
        apply(project, "ada", null);
        Files.writeString(behind.resolve("orders_1d.yaml"), "feature: orders_1d\nentity: customer\nwindow: 1 day\n");

        fails(
                () -> apply(behind, "bea", null),
                FailureTypes.REFUSED,
                "feature orders_7d would go back to v1 of ann at ");
        fails(() -> apply(behind, "bea", null), FailureTypes.REFUSED, "; ada at ");

        Files.copy(
                project.resolve("orders_7d.yaml"),
                behind.resolve("orders_7d.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
        apply(behind, "bea", null);
        assertThat(ref("feature", "orders_7d").version()).isEqualTo("v2");
        assertThat(registry.load().find("feature", "orders_1d")).isPresent();
    }

    @Test
    void twoChangesOfOneDefinitionLoseNeither() throws IOException {
        apply();
        Path behind = copy();
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 14 days");
        apply(project, "ada", null);
        Files.writeString(
                behind.resolve("orders_7d.yaml"),
                "feature: orders_7d\nentity: customer\nwindow: 7 days\nfilters: [amount > 0]\n");

        fails(
                () -> apply(behind, "bea", null),
                FailureTypes.REFUSED,
                "feature orders_7d would take back hop to 1 hour, window to 7 days; ada at ");
    }

    @Test
    void goingBackOnPurposeIsANewVersion() throws IOException {
        apply();
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 14 days");
        apply();
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 7 days");

        apply(project, "ann", plan().planHash());

        assertThat(ref("feature", "orders_7d").version()).isEqualTo("v3");
    }

    @Test
    void saysWhatFollowsForWhatIsServed() throws IOException {
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 7 days", "serving: {online: true}");
        apply();
        release("activity", ref("view", "activity"));
        certify("2026-01-01", "2026-01-02", "2026-01-03");
        tables.trainingSets()
                .append(
                        "x",
                        List.of(new TrainingSetRow(
                                "churn",
                                "churn-000007",
                                "",
                                "training.churn",
                                "7",
                                List.of("activity", "activity"),
                                List.of("activity@v1-000001"),
                                List.of(),
                                "",
                                1,
                                null,
                                null,
                                Instant.EPOCH,
                                "{}")));
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 14 days", "serving: {online: true}");

        assertThat(changed(plan()).get(1).consequences())
                .containsExactly(
                        "backfill: table views.activity_v2 is empty; ViewUpdate fills it, here from 2026-01-01 to 2026-01-04",
                        "online: after the first release of v2, OnlineMaterialization makes a new generation; until it is"
                                + " live readers get what is online of v1 (activity@v1-000001)",
                        "training sets: built from view activity up to v1 are churn-000007; they keep their values");
    }

    @Test
    void aPlanThatChangedSinceIsRefused() throws IOException {
        String seen = plan().planHash();
        apply();
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 14 days");

        fails(() -> apply(project, "ann", seen), FailureTypes.REFUSED, "is not the one with hash " + seen);
    }

    @Test
    void refusesAnotherProject() throws IOException {
        apply();
        write("project.yaml", "project: other", "defaults: {source: orders, owner: ann}", "approvers: [ann]");

        refused("this namespace serves project shop");
    }

    @Test
    void saysWhatIsWrongWithAProject() throws IOException {
        write("orders_7d.yaml", "feature: orders_7d", "entity: custommer", "window: 7 days");
        fails(this::apply, FailureTypes.BAD_DEFINITION, "orders_7d.yaml:2:");
        fails(
                () -> activities.applyDefinitions(
                        new ApplyDefinitionsInput(folder.resolve("nowhere").toString(), "ann", null, null, null)),
                FailureTypes.INVALID_INPUT,
                "does not exist");
        fails(
                () -> activities.applyDefinitions(new ApplyDefinitionsInput("a\0b", "ann", null, null, null)),
                FailureTypes.INVALID_INPUT,
                "project");
        assertThat(rows()).isEmpty();
    }
}
