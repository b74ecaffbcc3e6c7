package io.sluice.workers.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.DecisionRow;
import io.sluice.workers.local.Commands;
import io.sluice.workers.local.LocalStack;
import io.sluice.workers.local.LocalWorker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Decisions on a real server by the real command line. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DecisionsIT {
    private static final String PERSON = "\"by\":\"ana\",\"reason\":\"looked at it\"";

    @TempDir
    private static Path home;

    private static Shop shop;
    private static Path project;
    private static LocalStack stack;
    private static LocalWorker worker;
    private static String snapshot;

    /** Two blocked days are enough: gates that a person starts audit the first one as attempts of their own. */
    @BeforeAll
    static void start() {
        stack = LocalStack.start(home, "temporal");
        worker = LocalWorker.start(stack, Map.of());
        shop = Shop.open();
        project = DemoProject.copy(home.resolve("project"));
        shop.addTo(project);
        DemoProject.apply(stack, project);
        String gate = DemoProject.blocked(stack, DemoProject.NEGATIVE_PRICES);
        snapshot = stack.query(gate, "status").path("snapshotId").asText();
        DemoProject.blocked(stack, DemoProject.QUANTITY_GONE);
        // Gates that wait do not mind.
        worker.kill();
        worker = LocalWorker.start(stack, Map.of());
    }

    @AfterAll
    static void stop() {
        worker.close();
        stack.close();
        shop.close();
    }

    @Test
    void everyVerbIsTakenBySignalAndByUpdate() {
        String gate = open(10);
        String more = "," + PERSON + ",\"attempt\":10";
        stack.signal(gate, "comment", "{\"by\":\"eve\",\"text\":\"on it\"}");
        stack.signal(gate, "extend", "{\"until\":\"2040-12-24T12:00:00Z\"" + more + "}");
        stack.signal(gate, "reassign", "{\"approvers\":[\"ana\"]" + more + "}");
        stack.signal(gate, "approve", "{\"by\":\"eve\",\"reason\":\"r\",\"attempt\":10}");
        assertThat(decide(gate, "\"verb\":\"comment\",\"by\":\"eve\",\"text\":\"still\"")
                        .exitCode())
                .isZero();
        assertThat(decide(gate, "\"verb\":\"extend\",\"until\":\"2041-12-24T12:00:00Z\"" + more)
                        .exitCode())
                .isZero();
        Commands.Ended refused = decide(gate, "\"verb\":\"approve\",\"by\":\"eve\",\"reason\":\"r\",\"attempt\":10");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.errors()).contains("eve may not decide here; may decide: ana");
        assertThat(decide(gate, "\"verb\":\"remediate\",\"strategy\":\"RETRY_AUDIT\"" + more)
                        .errors())
                .contains("no run waits for this gate");
        assertThat(stack.query(gate, "status").path("deadline").asText()).isEqualTo("2041-12-24T12:00:00Z");
        assertThat(decide(gate, "\"verb\":\"reject\"" + more).exitCode()).isZero();
        JsonNode result = stack.completed(gate);
        assertThat(result.path("outcome").asText()).isEqualTo("REJECTED");
        assertThat(stack.query(gate, "status").path("decisions").asInt()).isEqualTo(9);

        stack.temporal("workflow", "cancel", "--workflow-id", open(11));
        stack.temporal("workflow", "terminate", "--workflow-id", open(12), "--reason", "enough");
        assertThat(stack.outcome(id(11)).path("status").asText()).isEqualTo("CANCELED");
        assertThat(stack.temporal("workflow", "describe", "--workflow-id", id(12), "-o", "json"))
                .contains("WORKFLOW_EXECUTION_STATUS_TERMINATED");
    }

    @Test
    @Order(1)
    void oneSignalDecidesEveryGateThatAQueryFinds() {
        List<String> days = List.of(DemoProject.NEGATIVE_PRICES, DemoProject.QUANTITY_GONE);
        JsonNode inbox =
                LocalStack.json(stack.sluice("inbox", "--json").orFail().output());
        assertThat(inbox.findValuesAsText("partition")).containsAll(days);
        assertThat(stack.sluice("inbox").orFail().output())
                .contains("2 gates wait for a decision", "no deadline", "may decide: anybody")
                .contains("failed: price_not_negative: ", "failed: schema_contract: ")
                .contains("temporal workflow signal --name approve --input", "--workflow-id " + id(1));
        stack.temporal(
                "workflow",
                "signal",
                "--query",
                "SluiceKind=\"gate\" AND SluiceState=\"AWAITING_DECISION\" AND ExecutionStatus=\"Running\"",
                "--name",
                "reject",
                "--input",
                "{" + PERSON + "}",
                "--reason",
                "both files come again",
                "--yes");
        for (String day : days) {
            JsonNode result = stack.completed(DemoProject.id(day));
            assertThat(result.path("outcome").asText()).isEqualTo("REJECTED");
            assertThat(result.path("gate").path("decidedBy").asText()).isEqualTo("ana");
        }
    }

    @Test
    @Order(2)
    void whatWasReopenedIsApprovedBySignalAndItsTerminatedRunTookTheGateAlong() {
        String run = DemoProject.id(DemoProject.NEGATIVE_PRICES);
        String input = "{\"source\":\"online_retail\",\"partition\":\"%s\",\"reopen\":{\"snapshotId\":\"%s\",%s}}"
                .formatted(DemoProject.NEGATIVE_PRICES, snapshot, PERSON);
        stack.startWorkflow("BatchIngestion", run, input);
        String left = DemoProject.openGate(stack, DemoProject.NEGATIVE_PRICES);
        startingItAgainFails(run, input);
        stack.temporal("workflow", "terminate", "--workflow-id", run, "--reason", "enough");
        stack.outcome(left);
        assertThat(stack.temporal("workflow", "describe", "--workflow-id", left, "-o", "json"))
                .contains("WORKFLOW_EXECUTION_STATUS_TERMINATED");
        assertThat(decide(left, "\"verb\":\"approve\"," + PERSON).exitCode()).isNotZero();

        stack.startWorkflow("BatchIngestion", run, input);
        String gate = DemoProject.openGate(stack, DemoProject.NEGATIVE_PRICES);
        int attempt = stack.query(gate, "status").path("attempt").asInt();
        stack.signal(gate, "approve", "{%s,\"attempt\":%d}".formatted(PERSON, attempt));
        JsonNode published = stack.completed(run);
        assertThat(published.path("outcome").asText()).isEqualTo("PUBLISHED");
        assertThat(published.path("gate").path("outcome").asText()).isEqualTo("WAIVED");
        try (Lake lake = Lake.open(LakeConfig.embedded(stack.home().resolve("lake")))) {
            assertThat(new SystemTables(lake).decisions().scan())
                    .filteredOn(row -> row.gateId().equals(gate) && row.attempt() == attempt)
                    .extracting(DecisionRow::verb, DecisionRow::by, DecisionRow::channel, DecisionRow::effect)
                    .containsExactly(
                            tuple("approve", "ana", "signal", "APPLIED: waived invoice_present, price_not_negative"));
            assertThat(new SystemTables(lake).decisions().scan())
                    .filteredOn(row -> row.gateId().equals(id(1)))
                    .extracting(DecisionRow::verb, DecisionRow::reason, DecisionRow::snapshotId)
                    .containsExactly(tuple("reject", "looked at it", snapshot));
        }
    }

    @Test
    void aChangedPolicyIsDecidedUnderTheOldOne() {
        DemoProject.replace(project.resolve("gates/online_retail_lines.yaml"), "max_attempts: 5", "max_attempts: 6");
        assertThat(approveTheProject()).contains("policy.max_attempts: 5 → 6", "registers exactly this plan");
    }

    @Test
    void aRowLeavesQuarantineWhenItsRuleIsMended() {
        JsonNode refused = stack.execute("BatchIngestion", Shop.id(Shop.FIRST_DAY), Shop.input(Shop.FIRST_DAY));
        assertThat(refused.path("rowsPublished").asInt()).isEqualTo(2);
        assertThat(refused.path("quarantined").asInt()).isEqualTo(1);
        Shop.widenTheRule(project);
        approveTheProject();

        JsonNode mended = LocalStack.json(stack.temporal(
                        "workflow",
                        "execute",
                        "--task-queue",
                        "sluice",
                        "--type",
                        "QuarantineReprocess",
                        "--input",
                        "{\"source\":\"shop_orders\",\"requestedBy\":\"ana\",\"reason\":\"the rule was too strict\"}",
                        "-o",
                        "json"))
                .path("result");

        assertThat(mended.path("passed").asInt()).as(mended.toString()).isEqualTo(1);
        assertThat(mended.path("stillRefused").asInt()).isZero();
        assertThat(stack.completed("reprocess/shop_orders")).isEqualTo(mended);
    }

    /** Applies the changed project, approves what that asks for, and returns what the gate showed. */
    private static String approveTheProject() {
        JsonNode asked = DemoProject.apply(stack, project);
        assertThat(asked.path("applied").asBoolean()).isFalse();
        String waiting = asked.path("waitsFor").asText();
        assertThat(waiting).isEqualTo("definitions/" + asked.path("planHash").asText());
        String gate = "gate/definitions/all/" + asked.path("planHash").asText() + "/1";
        stack.awaitEvent(waiting, "WorkflowExecutionSignaled");
        String shown = stack.details(gate);
        stack.signal(gate, "approve", "{" + PERSON + "}");
        assertThat(stack.completed(waiting).path("applied").asBoolean()).isTrue();
        return shown;
    }

    /** As the README has it: with nothing but a conflict policy the command line would drop the input and say nothing. */
    private static void startingItAgainFails(String run, String input) {
        Commands.Ended second = stack.tryTemporal(
                "workflow",
                "start",
                "--task-queue",
                "sluice",
                "--type",
                "BatchIngestion",
                "--workflow-id",
                run,
                "--fail-existing",
                "--input",
                input);
        assertThat(second.exitCode()).isNotZero();
        assertThat(second.errors()).contains("already running");
    }

    private static Commands.Ended decide(String gate, String fields) {
        return stack.tryTemporal(
                "workflow",
                "update",
                "execute",
                "--workflow-id",
                gate,
                "--name",
                "decide",
                "--input",
                "{" + fields + "}");
    }

    /** Starts a gate of the snapshot and waits until it waits. */
    private static String open(int attempt) {
        stack.startWorkflow(
                "QualityGate",
                id(attempt),
                ("{\"dataset\":\"trusted.online_retail\",\"partition\":\"%s\",\"snapshotId\":\"%s\","
                                + "\"gate\":\"online_retail_lines\",\"attempt\":%d}")
                        .formatted(DemoProject.NEGATIVE_PRICES, snapshot, attempt));
        stack.awaitEvent(id(attempt), "ActivityTaskCompleted");
        // The answer comes after the task that this event made.
        assertThat(stack.query(id(attempt), "status").path("state").asText()).isEqualTo("AWAITING_DECISION");
        return id(attempt);
    }

    private static String id(int attempt) {
        return "gate/trusted.online_retail/%s/%s/%d".formatted(DemoProject.NEGATIVE_PRICES, snapshot, attempt);
    }
}
