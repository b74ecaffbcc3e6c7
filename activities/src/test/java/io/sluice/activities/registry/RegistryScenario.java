package io.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.table.DefinitionRow;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.registry.DefinitionChange;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.IngestionRequest;
import io.sluice.workflows.registry.IngestionSettings;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A project in a folder, a lake with nothing but what was registered, and what tests of the registry ask of them. */
abstract class RegistryScenario {
    static final ExpressionCompiler COMPILER = new CatalystExpressionCompiler();

    @TempDir
    Path folder;

    Path project;
    Lake lake;
    SystemTables tables;
    Registry registry;
    RegistryActivitiesImpl activities;

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

    void release(String view, DefinitionRef... definitions) {
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

    void certify(String... days) {
        for (String day : days) {
            tables.partitions().append(day, List.of(TestingRegistry.published("trusted.orders", day)));
        }
    }

    void open() {
        tables = new SystemTables(lake);
        registry = new Registry(tables, COMPILER);
        activities = TestingRegistry.activities(lake, COMPILER, Clock.systemUTC());
    }

    void write(String file, String... lines) throws IOException {
        Files.writeString(project.resolve(file), String.join("\n", lines) + "\n");
    }

    ApplyResult apply() {
        return activities.applyDefinitions(input(null));
    }

    ApplyResult apply(Path folder, String by, @Nullable String planHash) {
        return activities.applyDefinitions(new ApplyDefinitionsInput(folder.toString(), by, null, null, planHash));
    }

    ApplyResult plan() {
        return activities.applyDefinitions(input(true));
    }

    static List<DefinitionChange> changed(ApplyResult result) {
        return result.changes().stream()
                .filter(change -> !change.change().equals("unchanged"))
                .toList();
    }

    /** What somebody else has checked out. */
    Path copy() throws IOException {
        Path other = Files.createDirectory(folder.resolve("copy"));
        try (Stream<Path> files = Files.list(project)) {
            for (Path file : files.toList()) {
                Files.copy(file, other.resolve(file.getFileName()));
            }
        }
        return other;
    }

    ApplyDefinitionsInput input(@Nullable Boolean dryRun) {
        return new ApplyDefinitionsInput(project.toString(), "ann", "first", dryRun, null);
    }

    IngestionSettings resolve(String source, @Nullable String partition, @Nullable String path) {
        return activities.resolveIngestion(new IngestionRequest(source, partition, path));
    }

    DefinitionRef ref(String kind, String name) {
        return registry.load().find(kind, name).orElseThrow();
    }

    List<DefinitionRow> rows() {
        return tables.definitions().scan();
    }

    void refused(String... sentences) {
        List<DefinitionRow> before = rows();
        for (String sentence : sentences) {
            fails(this::apply, FailureTypes.REFUSED, sentence);
        }
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(before);
    }

    /** Nothing is registered before people have decided. */
    void asks(String... sentences) {
        List<DefinitionRow> before = rows();
        ApplyResult result = apply(project, "ann", plan().planHash());
        assertThat(result.applied()).isFalse();
        for (String sentence : sentences) {
            assertThat(result.needsDecision()).anyMatch(asked -> asked.contains(sentence), sentence);
        }
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(before);
    }

    static void fails(ThrowingCallable call, String type, String sentence) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(type);
                    assertThat(failure.isNonRetryable()).isTrue();
                })
                .hasMessageContaining(sentence);
    }
}
