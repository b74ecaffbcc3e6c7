package io.sluice.workers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.registry.PlanDecisions;
import io.sluice.activities.registry.ProjectPlans;
import io.sluice.activities.registry.Registry;
import io.sluice.activities.registry.RegistryActivitiesImpl;
import io.sluice.activities.release.certified.CertifiedRuns;
import io.sluice.activities.table.SystemTables;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class PlanCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CatalystExpressionCompiler compiler = new CatalystExpressionCompiler();
    private Path project;
    private Lake lake;
    private SystemTables tables;

    @BeforeEach
    void writeProject() throws IOException {
        project = Files.createDirectory(folder.resolve("shop"));
        write("project.yaml", "project: shop\napprovers: [ann]\n");
        write("customer.yaml", "entity: customer\nkeys: {customer: bigint}\n");
        write(
                "orders.yaml",
                "source: orders\nkind: events\nschema: {at: timestamp, customer: bigint}\nevent_time: at\n"
                        + "partition_by: [customer]\nbatch: {format: csv, path: x, partition: day}\n");
        write("orders_7d.yaml", "feature: orders_7d\nentity: customer\nsource: orders\nwindow: 7 days\n");
        write("activity.yaml", "view: activity\nentity: customer\nfeatures: [orders_7d]\n");
        lake = Lake.open(LakeConfig.embedded(folder));
        tables = new SystemTables(lake);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void everythingIsNewToAnEmptyRegistry() {
        assertThat(plan()).isEqualTo(ExitCodes.OK);
        assertThat(out.toString())
                .contains(
                        "Plan of shop: 5 added\n",
                        "added     view activity  v1",
                        "→ backfill: table views.activity_v1");
        assertThat(tables.definitions().snapshotId()).isEmpty();
    }

    @Test
    void showsFieldByFieldWhatChangesAndWhatFollows() throws IOException {
        apply(null);
        write("orders_7d.yaml", "feature: orders_7d\nentity: customer\nsource: orders\nwindow: 14 days\nowner: bea\n");

        assertThat(plan()).isEqualTo(ExitCodes.OK);
        assertThat(out.toString())
                .contains("""
                        Plan of shop: 2 changed, 3 unchanged

                        changed   feature orders_7d  v1 → v2
                                    hop: 1 hour → 1 day
                                    window: 7 days → 14 days
                                    owner: none → bea

                        changed   view activity  v1 → v2
                                    feature orders_7d: v1 → v2
                                  → backfill: table views.activity_v2 is empty;""")
                .contains("→ online: ", "→ training sets: none was built from view activity yet", "\"planHash\":\"");
    }

    @Test
    void isThePlanThatApplyingFollows() throws IOException {
        apply(null);
        Files.delete(project.resolve("activity.yaml"));

        assertThat(plan("--json")).isEqualTo(ExitCodes.NO);
        JsonNode plan = new ObjectMapper().readTree(out.toString());
        assertThat(plan.path("takesBack")).hasSize(1);
        apply(plan.path("planHash").asText());

        out.getBuffer().setLength(0);
        assertThat(plan()).isEqualTo(ExitCodes.OK);
        assertThat(out.toString())
                .isEqualTo("Plan of shop: nothing changes, 4 definitions are registered as they are\n");
    }

    @Test
    void saysWhatNeedsADecision() throws IOException {
        apply(null);
        write("customer.yaml", "entity: customer\nkeys: {customer: bigint, shop: string}\n");
        write(
                "orders.yaml",
                Files.readString(project.resolve("orders.yaml"))
                        .replace("}\nevent_time", ", shop: string}\nevent_time"));

        assertThat(plan()).isEqualTo(ExitCodes.NO);
        assertThat(out.toString())
                .contains("Needs a decision:\n  the keys of entity customer may not change")
                .contains("schema: added shop: string")
                .contains("Ask for the decision about exactly this plan:\n  temporal workflow execute")
                .doesNotContain("Apply exactly");
    }

    @Test
    void saysWhatIsWrongWithTheProjectOrItsFolder() throws IOException {
        write("orders_7d.yaml", "feature: orders_7d\nentity: customer\nsource: order\nwindow: 7 days\n");
        assertThat(plan()).isEqualTo(ExitCodes.NO);
        assertThat(err.toString())
                .contains("orders_7d.yaml:3:9: unknown source order; did you mean orders?", "1 error");
        project = folder.resolve("nowhere");
        assertThat(plan()).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("does not exist");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(project.resolve(file), text);
    }

    private void apply(@Nullable String planHash) {
        new RegistryActivitiesImpl(
                        new Registry(tables, compiler),
                        tables,
                        plans(),
                        new PlanDecisions(tables, new Registry(tables, compiler)),
                        Clock.systemUTC(),
                        Fixers.installed(),
                        List::of)
                .applyDefinitions(new ApplyDefinitionsInput(project.toString(), "ann", null, null, planHash));
    }

    private ProjectPlans plans() {
        return new ProjectPlans(new Registry(tables, compiler), tables, new CertifiedRuns(lake, tables), compiler);
    }

    private int plan(String... options) {
        return new CommandLine(new PlanCommand(config -> plans()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of(project.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }
}
