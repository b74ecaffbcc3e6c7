package io.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.release.certified.CertifiedRuns;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A registry on a SQLite lake in a folder, and the folder of a project of a shop. */
public final class TestingRegistry implements AutoCloseable {
    private static final String SPEND =
            "feature: spend\nentity: customer\nwindow: 7 days\naggregation: sum\nvalue: amount\n" + "owner: ana\n";

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final Path project;
    private final Lake lake;
    private final RegistryActivitiesImpl activities;

    public TestingRegistry(Path folder) {
        this.project = folder.resolve("shop");
        this.lake = Lake.open(LakeConfig.embedded(folder));
        CatalystExpressionCompiler compiler = new CatalystExpressionCompiler();
        this.activities = activities(lake, compiler, CLOCK);
    }

    static RegistryActivitiesImpl activities(Lake lake, ExpressionCompiler compiler, Clock clock) {
        SystemTables tables = new SystemTables(lake);
        Registry registry = new Registry(tables, compiler);
        ProjectPlans plans = new ProjectPlans(registry, tables, new CertifiedRuns(lake, tables), compiler);
        return new RegistryActivitiesImpl(
                registry, tables, plans, new PlanDecisions(tables, registry), clock, Fixers.installed(), List::of);
    }

    /** Writes the shop: a daily source, a source without partitions, one of a topic, a feature and its view. */
    public TestingRegistry withShop() {
        write("project.yaml", "project: shop\ndefaults: {source: orders}\n");
        write("customer.yaml", "entity: customer\nkeys: {customer: string}\n");
        write("orders.yaml", source("orders", "batch: {format: csv, path: \"in/{partition}.csv\", partition: day}\n"));
        write("prices.yaml", source("prices", "batch: {format: csv, path: in/prices.csv, partition: none}\n"));
        write("clicks.yaml", source("clicks", "stream: {topic: clicks, format: json}\nallowed_lateness: 1 minute\n"));
        write("spend.yaml", SPEND);
        write("activity.yaml", "view: activity\nentity: customer\nfeatures: [spend]\n");
        return this;
    }

    /** A source whose rows come by a lane. */
    public static String source(String name, String lane) {
        return "source: " + name + "\nkind: events\nschema: {customer: string, at: timestamp, amount: bigint}\n"
                + "event_time: at\nevent_id: content\npartition_by: [customer]\n" + lane;
    }

    /** Writes a file of the project. */
    public void write(String file, String text) {
        try {
            Path path = project.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Registers what is written. */
    public ApplyResult apply() {
        return activities.applyDefinitions(new ApplyDefinitionsInput(project.toString(), "ana", "test", false, null));
    }

    RegistryActivitiesImpl activities() {
        return activities;
    }

    /** Where it is registered. */
    public Lake lake() {
        return lake;
    }

    Path project() {
        return project;
    }

    /** What was called fails, without a retry, as the type of failure says. */
    public static AbstractThrowableAssert<?, ?> assertFailure(ThrowingCallable call, String failureType) {
        return assertThatThrownBy(call).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.getType()).isEqualTo(failureType);
            assertThat(failure.isNonRetryable()).isTrue();
        });
    }

    /** A ledger row of a partition that passed its gate. */
    static PartitionRow published(String dataset, String partition) {
        return new PartitionRow(
                dataset,
                partition,
                partition,
                PartitionRow.PUBLISHED,
                "1",
                "",
                "1",
                1,
                "run",
                1,
                1,
                0,
                0,
                0,
                0,
                "source/orders/v1",
                "f",
                "g",
                "PASS",
                "h",
                "w",
                null,
                Instant.EPOCH);
    }

    @Override
    public void close() {
        lake.close();
    }
}
