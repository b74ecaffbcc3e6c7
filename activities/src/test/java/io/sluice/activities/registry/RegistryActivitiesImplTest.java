package io.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.table.DefinitionRow;
import io.sluice.activities.table.LineageRow;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.registry.form.Fingerprints;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.registry.DefinitionChange;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.IngestionRequest;
import io.sluice.workflows.registry.IngestionSettings;
import io.sluice.workflows.registry.ViewSettings;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistryActivitiesImplTest {
    private static final ExpressionCompiler COMPILER = new CatalystExpressionCompiler();

    @TempDir
    private Path folder;

    private Path project;
    private Lake lake;
    private SystemTables tables;
    private Registry registry;
    private RegistryActivitiesImpl activities;

    @BeforeEach
    void writeProject() throws IOException {
        project = Files.createDirectory(folder.resolve("shop"));
        write("project.yaml", "project: shop", "defaults: {source: orders, owner: ann}", "approvers: [ann]");
        write("customer.yaml", "entity: customer", "keys: {customer: bigint}");
        write(
                "orders.yaml",
                "source: orders",
                "kind: events",
                "schema: {id: string, at: timestamp, customer: bigint, amount: bigint}",
                "event_time: at",
                "event_id: id",
                "partition_by: [customer]",
                "batch: {format: csv, path: 'in/{partition}.csv', partition: day}",
                "gate: orders_ok");
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 7 days");
        write("activity.yaml", "view: activity", "entity: customer", "features: [orders_7d]");
        write(
                "orders_ok.yaml",
                "gate: orders_ok",
                "expectations:",
                "  - {type: expect_column_values_to_not_be_null, kwargs: {column: id}, id: id_there}",
                "policy: {max_attempts: 3, fail_on_reject: true}");
        lake = Lake.open(LakeConfig.embedded(folder));
        open();
    }

    @AfterEach
    void close() {
        lake.close();
    }

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
    void refusesToDropWhatAReleaseServes() throws IOException {
        write("orders_1d.yaml", "feature: orders_1d", "entity: customer", "window: 1 day");
        write("activity.yaml", "view: activity", "entity: customer", "features: [orders_7d, orders_1d]");
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 7 days", "serving: {online: true}");
        apply();
        release("activity", ref("view", "activity"), ref("feature", "orders_7d"), ref("feature", "orders_1d"));

        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 7 days", "serving: {online: false}");
        refused("feature orders_7d may not leave the online store, release activity@v1-000001 serves it");
        write("activity.yaml", "view: activity", "entity: customer", "features: [orders_7d]");
        Files.delete(project.resolve("orders_1d.yaml"));
        refused(
                "feature orders_1d may not leave view activity, release activity@v1-000001 serves it",
                "feature orders_1d may not be retired, release activity@v1-000001 serves it; it would need a decision by ann");
        Files.delete(project.resolve("activity.yaml"));
        refused("view activity may not be retired, release activity@v1-000001 serves it");
    }

    @Test
    void saysWhatFollowsForWhatIsServed() throws IOException {
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 7 days", "serving: {online: true}");
        apply();
        release("activity", ref("view", "activity"));
        certify("2026-01-01", "2026-01-02", "2026-01-03");
        tables.lineage()
                .append(
                        "x",
                        List.of(new LineageRow(
                                "training_set", List.of("activity@v1-000001"), "churn@7", "", "", "", Instant.EPOCH)));
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 14 days", "serving: {online: true}");

        assertThat(changed(plan()).get(1).consequences())
                .containsExactly(
                        "backfill: table views.activity_v2 is empty; ViewUpdate fills it, here from 2026-01-01 to 2026-01-04",
                        "online: after the first release of v2, OnlineMaterialization makes a new generation; until it is"
                                + " live readers get what is online of v1 (activity@v1-000001)",
                        "training sets: built from view activity up to v1 are churn@7; they keep their values");
    }

    @Test
    void aPlanThatChangedSinceIsRefused() throws IOException {
        String seen = plan().planHash();
        apply();
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 14 days");

        fails(() -> apply(project, "ann", seen), FailureTypes.REFUSED, "is not the one with hash " + seen);
    }

    @Test
    void refusesOtherKeysOfAnEntity() throws IOException {
        apply();
        write("customer.yaml", "entity: customer", "keys: {customer: bigint, id: string}");

        refused("the keys of entity customer may not change", "decision by ann");
        assertThat(plan().refusals()).hasSize(1);
    }

    @Test
    void refusesAnotherPolicyOfAGate() throws IOException {
        apply();
        write("orders_ok.yaml", "gate: orders_ok", "expectations: []", "policy: {max_attempts: 99}");

        refused("gate orders_ok may not change", "policy.max_attempts: 3 → 99", "decision by ann");
    }

    @Test
    void refusesToGoRoundAGate() throws IOException {
        apply();
        write("lax.yaml", "gate: lax", "expectations: []");
        Files.writeString(
                project.resolve("orders.yaml"),
                Files.readString(project.resolve("orders.yaml")).replace("gate: orders_ok", "gate: lax"));
        refused("gate of source orders may not change (orders_ok → lax)");

        Files.delete(project.resolve("orders_ok.yaml"));
        refused("gate orders_ok may not be retired");
        write("activity.yaml", "view: activity", "entity: customer", "features: [orders_7d]", "gate: lax");
        refused("gate of view activity may not change (none → lax)");
    }

    @Test
    void refusesOtherApproversOfTheProject() throws IOException {
        apply();
        write("project.yaml", "project: shop", "defaults: {source: orders, owner: ann}", "approvers: [mallory]");

        refused(
                "the approvers of project shop may not change (approvers: added mallory; removed ann)",
                "decision by ann");
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

    private void release(String view, DefinitionRef... definitions) {
        String refs = Stream.of(definitions)
                .map(ref -> "{\"kind\":\"%s\",\"name\":\"%s\",\"version\":\"v1\"}".formatted(ref.kind(), ref.name()))
                .collect(Collectors.joining(","));
        tables.releases()
                .append(
                        "1",
                        List.of(new ReleaseRow(
                                view,
                                view + "@v1-000001",
                                "v1",
                                1,
                                "f",
                                "run",
                                "views." + view + "_v1",
                                "1",
                                Instant.EPOCH,
                                Instant.EPOCH,
                                null,
                                "h",
                                null,
                                null,
                                Instant.EPOCH,
                                "{\"definitions\":[" + refs + "]}")));
    }

    private void certify(String... days) {
        for (String day : days) {
            tables.partitions().append(day, List.of(TestingRegistry.published("trusted.orders", day)));
        }
    }

    private void open() {
        tables = new SystemTables(lake);
        registry = new Registry(tables, COMPILER);
        activities = TestingRegistry.activities(lake, COMPILER, Clock.systemUTC());
    }

    private void write(String file, String... lines) throws IOException {
        Files.writeString(project.resolve(file), String.join("\n", lines) + "\n");
    }

    private ApplyResult apply() {
        return activities.applyDefinitions(input(null));
    }

    private ApplyResult apply(Path folder, String by, @Nullable String planHash) {
        return activities.applyDefinitions(new ApplyDefinitionsInput(folder.toString(), by, null, null, planHash));
    }

    private ApplyResult plan() {
        return activities.applyDefinitions(input(true));
    }

    private static List<DefinitionChange> changed(ApplyResult result) {
        return result.changes().stream()
                .filter(change -> !change.change().equals("unchanged"))
                .toList();
    }

    /** What somebody else has checked out. */
    private Path copy() throws IOException {
        Path other = Files.createDirectory(folder.resolve("copy"));
        try (Stream<Path> files = Files.list(project)) {
            for (Path file : files.toList()) {
                Files.copy(file, other.resolve(file.getFileName()));
            }
        }
        return other;
    }

    private ApplyDefinitionsInput input(@Nullable Boolean dryRun) {
        return new ApplyDefinitionsInput(project.toString(), "ann", "first", dryRun, null);
    }

    private IngestionSettings resolve(String source, @Nullable String partition, @Nullable String path) {
        return activities.resolveIngestion(new IngestionRequest(source, partition, path));
    }

    private DefinitionRef ref(String kind, String name) {
        return registry.load().find(kind, name).orElseThrow();
    }

    private List<DefinitionRow> rows() {
        return tables.definitions().scan();
    }

    private void refused(String... sentences) {
        List<DefinitionRow> before = rows();
        for (String sentence : sentences) {
            fails(this::apply, FailureTypes.REFUSED, sentence);
        }
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(before);
    }

    private static void fails(ThrowingCallable call, String type, String sentence) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(type);
                    assertThat(failure.isNonRetryable()).isTrue();
                })
                .hasMessageContaining(sentence);
    }
}
