package io.sluice.workflows.lane;

import static io.sluice.workflows.lane.Clicks.ACCEPT;
import static io.sluice.workflows.lane.Clicks.LANE;
import static io.sluice.workflows.lane.Clicks.SAID;
import static io.sluice.workflows.lane.Clicks.VIEW;
import static io.sluice.workflows.lane.Clicks.instance;
import static io.sluice.workflows.lane.Clicks.partition;
import static io.sluice.workflows.testing.Verdicts.failedRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.workflows.details.RunStatus;
import io.sluice.workflows.stream.PartitionCheckpoint;
import io.sluice.workflows.stream.StreamDecision;
import io.sluice.workflows.testing.Verdicts;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.Test;

/** Whatever becomes of the lane, its apps go on. */
final class LaneContinuityTest {
    private static final int EVENTS = 60;

    @Test
    void crossesContinueAsNewsWithoutStartingAnInstanceTwice() {
        try (Clicks clicks = new Clicks(EVENTS)) {
            clicks.start();
            clicks.sluice()
                    .activities()
                    .gates()
                    .judge(
                            "clicks_gate",
                            request -> Verdicts.blocked(request, Verdicts.policy(), failedRows("price", "error")));
            clicks.report(VIEW, partition(3, 1, 0, "1:100-200"));
            String gate = "gate/events.clicks/3/1:100-200/1";
            clicks.sluice().open(gate);
            for (int crossed = 0; crossed < 3; crossed++) {
                continueAsNew(clicks, partition(3, 1, 0, "1:100-200"));
            }
            clicks.report(ACCEPT, partition(0, 100, 0));
            clicks.report(ACCEPT, partition(0, 200, 0));
            RunStatus status =
                    clicks.sluice().until(LANE, now -> instance(now, ACCEPT).perSecond() == 10);
            assertThat(status.gates()).hasSize(1);
            assertThat(status.phase()).isEqualTo("running; 1 partition is held back");
            assertThat(instance(status, VIEW).epoch()).isEqualTo(1);
            assertThat(clicks.streams().begun()).hasSize(4);
            assertThat(clicks.streams().running()).hasSize(4);

            // a gate outlives the runs of the lane that opened it
            clicks.say("approve", SAID);
            clicks.await(() -> !clicks.streams().decisions().isEmpty());
            StreamDecision decision = clicks.streams().decisions().get(0);
            assertThat(decision.gate().outcome()).isEqualTo("WAIVED");
            assertThat(decision.gate().decidedBy()).isEqualTo("ana");
            clicks.report(VIEW, partition(3, 1, 0, "1:100-200"));
            clicks.stop("now");
            clicks.result();
            assertThat(clicks.streams().closed()).hasSize(4);
            assertThat(clicks.streams().decisions()).hasSize(1);
        }
    }

    @Test
    void aPauseOutlivesTheRunThatWasTold() {
        try (Clicks clicks = new Clicks(EVENTS)) {
            clicks.start();
            clicks.say("pause", SAID);
            clicks.await(() -> clicks.streams().closed().size() == 4);
            continueAsNew(clicks, partition(0, 1, 0));
            RunStatus status = clicks.sluice().until(LANE, now -> now.phase().startsWith("paused"));
            assertThat(status.next()).startsWith("resume");
            assertThat(clicks.streams().begun()).hasSize(4);
        }
    }

    @Test
    void aLaneIsAskedWhoAskedForItOnlyWhenItIsStarted() {
        try (Clicks clicks = new Clicks(EVENTS)) {
            clicks.start();
            clicks.streams().preventSelfApproval("clicks");
            clicks.say("definitionsApplied", "{\"by\":\"ana\"}");
            continueAsNew(clicks, partition(0, 1, 0));
            clicks.stop("now");
            assertThat(clicks.result().failed()).isEmpty();

            WorkflowStub another = clicks.sluice().start(StreamLane.TYPE, LANE, "{\"source\":\"clicks\"}");
            assertThatThrownBy(() -> another.getResult(StreamLaneResult.class))
                    .rootCause()
                    .hasMessageContaining("field requestedBy is missing");
        }
    }

    @Test
    void aLaneThatIsStartedAgainAdoptsWhatRuns() {
        try (Clicks clicks = new Clicks()) {
            clicks.start().terminate("by mistake");
            assertThat(clicks.streams().running()).hasSize(4);
            clicks.start();
            RunStatus status = clicks.sluice()
                    .until(
                            LANE,
                            now -> now.stream() != null
                                    && now.stream().instances().stream()
                                            .allMatch(one -> one.state().equals("RUNNING")));
            assertThat(status.done()).contains("adopted %s, which runs already".formatted(ACCEPT));
            assertThat(clicks.streams().begun()).hasSize(4);
            // an adopted one that ends tells it, and one that is stopped closes
            clicks.sluice().client().newUntypedWorkflowStub(VIEW).cancel();
            clicks.await(() -> clicks.streams().closed().contains(VIEW)
                    && clicks.streams().running().size() == 4);
            clicks.stop("now");
            clicks.result();
            assertThat(clicks.streams().running()).isEmpty();
        }
    }

    @Test
    void anInstanceThatWasTerminatedIsStartedAgain() {
        try (Clicks clicks = new Clicks()) {
            clicks.start();
            clicks.sluice().client().newUntypedWorkflowStub(VIEW).terminate("by mistake");
            clicks.say("definitionsApplied", "{\"by\":\"ana\"}");
            clicks.await(
                    () -> clicks.streams().begun().stream().filter(VIEW::equals).count() == 2);
            assertThat(clicks.streams().begun()).as("the others go on").hasSize(4 + 1);
        }
    }

    /** Reports until the history is long; then the lane needs a moment in which nobody signals. */
    private static void continueAsNew(Clicks clicks, PartitionCheckpoint partition) {
        String run = runId(clicks);
        for (int i = 0; i < EVENTS; i++) {
            clicks.report(VIEW, partition);
        }
        clicks.await(() -> !runId(clicks).equals(run));
    }

    private static String runId(Clicks clicks) {
        return clicks.lane().describe().getExecution().getRunId();
    }
}
