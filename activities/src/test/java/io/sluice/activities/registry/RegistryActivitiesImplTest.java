package io.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.table.DefinitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.expression.ExpressionCompiler;
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
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    void refusesAChangedMeaningAndSaysWhatChanged() throws IOException {
        apply();
        write("orders_7d.yaml", "feature: orders_7d", "entity: customer", "window: 14 days");

        refused("feature orders_7d would be changed", "window");
    }

    @Test
    void refusesToDropADefinition() throws IOException {
        apply();
        Files.delete(project.resolve("activity.yaml"));

        refused("view activity would be retired");
    }

    @Test
    void refusesOtherKeysOfAnEntity() throws IOException {
        apply();
        write("customer.yaml", "entity: customer", "keys: {customer: bigint, id: string}");

        refused("entity customer would be changed", "keys");
    }

    @Test
    void refusesAnotherPolicyOfAGate() throws IOException {
        apply();
        write("orders_ok.yaml", "gate: orders_ok", "expectations: []", "policy: {max_attempts: 99}");

        refused("gate orders_ok would be changed", "policy.max_attempts was 3 and is now 99");
    }

    @Test
    void refusesOtherApproversOfTheProject() throws IOException {
        apply();
        write("project.yaml", "project: shop", "defaults: {source: orders, owner: ann}", "approvers: [mallory]");

        refused("project shop would be changed", "approvers was [ann] and is now [mallory]");
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
                        new ApplyDefinitionsInput(folder.resolve("nowhere").toString(), "ann", null, null)),
                FailureTypes.INVALID_INPUT,
                "does not exist");
        fails(
                () -> activities.applyDefinitions(new ApplyDefinitionsInput("a\0b", "ann", null, null)),
                FailureTypes.INVALID_INPUT,
                "project");
        assertThat(rows()).isEmpty();
    }

    @Test
    void twoAppliesAtOnceLoseNothing() throws IOException {
        apply();
        Path other = Files.createDirectory(folder.resolve("copy"));
        for (String file : List.of(
                "project.yaml", "customer.yaml", "orders.yaml", "orders_7d.yaml", "activity.yaml", "orders_ok.yaml")) {
            Files.copy(project.resolve(file), other.resolve(file));
        }
        CompletableFuture<ApplyResult> one = CompletableFuture.supplyAsync(this::apply);
        CompletableFuture<ApplyResult> two = CompletableFuture.supplyAsync(
                () -> activities.applyDefinitions(new ApplyDefinitionsInput(other.toString(), "bea", null, null)));

        assertThat(one.join().applied() && two.join().applied()).isTrue();
        assertThat(rows().stream().map(row -> row.apply() + "/" + row.kind() + "/" + row.name()))
                .doesNotHaveDuplicates();
        assertThat(registry.load().definitions()).hasSize(6);
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

    private void open() {
        tables = new SystemTables(lake);
        registry = new Registry(tables, COMPILER);
        activities = new RegistryActivitiesImpl(registry, tables, COMPILER, Clock.systemUTC(), List::of);
    }

    private void write(String file, String... lines) throws IOException {
        Files.writeString(project.resolve(file), String.join("\n", lines) + "\n");
    }

    private ApplyResult apply() {
        return activities.applyDefinitions(input(null));
    }

    private ApplyDefinitionsInput input(@Nullable Boolean dryRun) {
        return new ApplyDefinitionsInput(project.toString(), "ann", "first", dryRun);
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
