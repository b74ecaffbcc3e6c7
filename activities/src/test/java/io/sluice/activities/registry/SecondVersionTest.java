package io.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.release.certified.CertifiedRuns;
import io.sluice.activities.spark.DataFiles;
import io.sluice.activities.spark.TestingLake;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.view.ViewActivitiesImpl;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ViewSettings;
import io.sluice.workflows.view.StageViewRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each version of a view has its own table, and a run keeps to the version that it started with. */
final class SecondVersionTest {
    private static final Lake LAKE = TestingLake.shared().lake();

    @TempDir
    private Path project;

    private final CatalystExpressionCompiler compiler = new CatalystExpressionCompiler();
    private final SystemTables tables = new SystemTables(LAKE);
    private final Registry registry = new Registry(tables, compiler);
    private final RegisteredDefinitions definitions =
            new RegisteredDefinitions(registry, new CertifiedRuns(LAKE, tables), compiler);
    private final RegistryActivitiesImpl activities = TestingRegistry.activities(LAKE, compiler, Clock.systemUTC());
    private final ViewActivitiesImpl views =
            new ViewActivitiesImpl(TestingLake.shared().spark(), LAKE, definitions);

    @Test
    void aSecondVersionFillsATableOfItsOwnAndARunKeepsItsVersion() throws IOException {
        write("project.yaml", "project: second");
        write("customer.yaml", "entity: customer");
        write("second_orders.yaml", """
                source: second_orders
                kind: events
                schema: {customer: string, at: timestamp, id: string}
                event_time: at
                event_id: id
                batch: {format: csv, path: x, partition: day}
                """);
        write("second.yaml", "view: second\nentity: customer\nfeatures: [orders]");
        write("orders.yaml", "feature: orders\nentity: customer\nsource: second_orders\nwindow: 2 days\nhop: 1 day");
        apply();
        ViewSettings first = activities.resolveView("second");
        trust("2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04");
        publish(stage(first, "one"));
        long published = snapshot("v1");

        write("orders.yaml", "feature: orders\nentity: customer\nsource: second_orders\nwindow: 3 days\nhop: 1 day");
        apply();
        ViewSettings second = activities.resolveView("second");
        publish(stage(second, "two"));

        assertThat(snapshot("v1")).isEqualTo(published);
        assertThat(counts("views.second_v1")).containsExactly("2026-01-02 1", "2026-01-03 2", "2026-01-04 2");
        assertThat(counts("views.second_v2")).containsExactly("2026-01-02 1", "2026-01-03 2", "2026-01-04 3");
        assertThat(definitions.plan(first).features().get(0).feature().window().length())
                .hasDays(2);

        // A run that began before the change, and stages again after it.
        publish(stage(first, "three"));
        assertThat(counts("views.second_v1")).containsExactly("2026-01-02 1", "2026-01-03 2", "2026-01-04 2");
        assertThat(counts("views.second_v2")).endsWith("2026-01-04 3");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(project.resolve(file), text + "\n");
    }

    private void apply() {
        activities.applyDefinitions(new ApplyDefinitionsInput(project.toString(), "ann", null, null, null));
    }

    /** One order of one customer at noon of each day. */
    private void trust(String... days) {
        Table table = LAKE.loadOrCreate(TableLayouts.trusted(
                registry.load().project().source("second_orders").orElseThrow()));
        List<Row> rows = new ArrayList<>();
        for (String day : days) {
            rows.add(RowFactory.create(table.schema().columns().stream()
                    .map(column -> value(column.name(), day))
                    .toArray()));
            tables.partitions().append(day, List.of(TestingRegistry.published("trusted.second_orders", day)));
        }
        Dataset<Row> frame =
                TestingLake.shared().spark().session().createDataFrame(rows, SparkSchemaUtil.convert(table.schema()));
        AppendFiles append = table.newAppend();
        DataFiles.write(frame, table, "sluice.trusted.second_orders").forEach(append::appendFile);
        append.commit();
    }

    private static @Nullable Object value(String column, String day) {
        Instant noon = Instant.parse(day + "T12:00:00Z");
        return switch (column) {
            case "customer" -> "c";
            case "at", "_event_time" -> Timestamp.from(noon);
            case "_attempt" -> 1;
            case "_run" -> "run";
            default -> day;
        };
    }

    private Candidate stage(ViewSettings view, String run) {
        return views.stageView(new StageViewRequest(view, "2026-01-01", "2026-01-04", run, 1, List.of()));
    }

    private static void publish(Candidate candidate) {
        new WriteAuditPublish(LAKE)
                .publish(TableNames.parse(candidate.dataset()), Long.parseLong(candidate.snapshotId()), Map.of());
    }

    private static long snapshot(String version) {
        return LAKE.load(TableNames.view("second", version)).currentSnapshot().snapshotId();
    }

    private static List<String> counts(String table) {
        return TestingLake.shared()
                .spark()
                .session()
                .sql("SELECT concat(substring(cast(feature_timestamp AS string), 1, 10), ' ', orders) FROM sluice."
                        + table + " WHERE NOT carry ORDER BY feature_timestamp")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
