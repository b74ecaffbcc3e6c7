package io.sluice.workflows.lane;

import static io.sluice.workflows.lane.Clicks.LANE;
import static io.sluice.workflows.lane.Clicks.SAID;
import static io.sluice.workflows.lane.Clicks.VIEW;
import static io.sluice.workflows.lane.Clicks.partition;
import static io.sluice.workflows.testing.Verdicts.failedRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.Sluice;
import io.sluice.workflows.details.RunStatus;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.stream.IncarnationRequest;
import io.sluice.workflows.stream.StreamDecision;
import io.sluice.workflows.testing.Verdicts;
import io.sluice.workflows.window.view.GateView;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens where a checkpoint fails. */
final class LaneGatesTest {
    private final Clicks clicks = new Clicks();

    @BeforeEach
    void start() {
        clicks.sluice()
                .activities()
                .gates()
                .judge(
                        "clicks_gate",
                        request -> request.attempt() == 1
                                ? Verdicts.blocked(request, Verdicts.policy(), failedRows("price", "error"))
                                : Verdicts.pass(request));
        clicks.start();
    }

    @AfterEach
    void close() {
        clicks.close();
    }

    @Test
    void prefixesAreReleasedInOrderAndPartitionsDoNotWaitForEachOther() {
        // the younger one first: the order of reports is not the order of offsets
        clicks.report(VIEW, partition(3, 1, 0, "1:201-300", "1:100-200"), partition(5, 1, 0, "1:7-9"));
        WorkflowStub third = clicks.sluice().open("gate/events.clicks/3/1:100-200/1");
        WorkflowStub fifth = clicks.sluice().open("gate/events.clicks/5/1:7-9/1");
        assertThat(clicks.sluice().attribute(LANE, RunAttributes.STATE)).isEqualTo("WAITING_FOR_GATE");
        assertThat(clicks.sluice().attribute("gate/events.clicks/5/1:7-9/1", RunAttributes.SOURCE))
                .isEqualTo("clicks");
        RunStatus status = clicks.sluice().until(LANE, now -> now.gates().size() == 2);
        assertThat(status.gates()).extracting(GateView::dataset).containsOnly("events.clicks");
        assertThat(clicks.sluice().details(LANE))
                .contains("FAIL, held at 1:100-200", "--workflow-id gate/events.clicks/3/1:100-200/1");

        // with two gates open the lane does not guess which is meant
        clicks.say("approve", SAID);
        RunStatus asked = clicks.sluice().until(LANE, now -> !now.ignored().isEmpty());
        assertThat(asked.ignored().get(0).why())
                .startsWith("more than one gate is open: field gate must be one of ")
                .contains("gate/events.clicks/3/1:100-200/1", "gate/events.clicks/5/1:7-9/1", ", ");
        clicks.say("approve", "{\"by\":\"ana\",\"reason\":\"r\",\"gate\":\"gate/events.clicks/5/1:7-9/1\"}");
        third.signal("approve", Sluice.json(SAID));
        WorkflowStub next = clicks.sluice().open("gate/events.clicks/3/1:201-300/1");
        next.signal("remediate", Sluice.json(remediate("QUARANTINE_ROWS")));
        clicks.await(() -> clicks.streams().decisions().size() == 3);
        assertThat(fifth.query("status", GateView.class).state()).isEqualTo("WAIVED");
        assertThat(clicks.streams().decisions())
                .filteredOn(decision -> decision.partition() == 3)
                .extracting(
                        decision -> decision.interval().toString(),
                        decision -> decision.gate().outcome())
                .containsExactly(tuple("1:100-200", "WAIVED"), tuple("1:201-300", "REMEDIATED"));
        StreamDecision last = clicks.streams().decisions().get(2);
        assertThat(last.gate().strategy()).isEqualTo("QUARANTINE_ROWS");
        assertThat(last.gate().rules()).containsExactly("price");
        assertThat(last.workflowId()).isEqualTo(LANE);

        // what is decided is reported until apps have read it; nobody is asked again
        clicks.report(VIEW, partition(3, 1, 0, "1:100-200", "1:201-300"));
        clicks.report(VIEW, partition(3, 1, 0));
        clicks.sluice().until(LANE, now -> now.phase().equals("running"));
        assertThat(clicks.sluice().activities().faults().calls())
                .filteredOn("AuditInterval"::equals)
                .hasSize(3);
    }

    @Test
    void whatIsRejectedLeavesTheStreamWithANewIncarnation() {
        clicks.report(VIEW, partition(3, 1, 0, "1:100-200"), partition(5, 1, 0, "1:7-9"));
        clicks.sluice().open("gate/events.clicks/3/1:100-200/1");
        WorkflowStub undecided = clicks.sluice().open("gate/events.clicks/5/1:7-9/1");
        clicks.sluice().until(LANE, now -> now.gates().size() == 2);
        List<String> running = clicks.streams().running();

        clicks.say("reject", "{\"by\":\"ana\",\"reason\":\"r\",\"gate\":\"gate/events.clicks/3/1:100-200/1\"}");
        clicks.await(() -> clicks.streams().begun().size() == 2 * running.size());

        assertThat(clicks.streams().incarnations()).containsExactly(new IncarnationRequest("clicks", 2, LANE));
        assertThat(clicks.streams().closed()).containsExactlyInAnyOrderElementsOf(running);
        assertThat(clicks.streams().running()).containsExactlyInAnyOrderElementsOf(running);
        assertThatThrownBy(() -> undecided.getResult(Object.class)).hasCauseInstanceOf(CanceledFailure.class);
        clicks.sluice().until(LANE, now -> now.phase().equals("running"));
        assertThat(clicks.sluice().details(LANE))
                .contains("incarnation 2: 0 records of the log were decided again, 0 of them are rejected");

        // reports of the incarnation before hold nobody up; those of the new one do
        clicks.report(VIEW, partition(5, 1, 0, "1:7-9", "2:7-9"));
        clicks.sluice().open("gate/events.clicks/5/2:7-9/1");
    }

    @Test
    void anIncarnationThatCannotBeginLeavesTheOneBeforeRunning() {
        clicks.sluice()
                .activities()
                .faults()
                .next(
                        "BeginIncarnation",
                        ApplicationFailure.newNonRetryableFailure(
                                "the log lacks offsets 5 to 9", FailureTypes.CONTRACT_VIOLATION));
        clicks.report(VIEW, partition(3, 1, 0, "1:100-200"));
        clicks.sluice().open("gate/events.clicks/3/1:100-200/1");
        List<String> running = clicks.streams().running();

        clicks.say("reject", SAID);
        clicks.await(() -> clicks.streams().begun().size() == 2 * running.size());
        // SILENT runs, too: the last report was made in 1970
        RunStatus status = clicks.sluice()
                .until(
                        LANE,
                        now -> running.stream()
                                .allMatch(id -> List.of("RUNNING", "SILENT")
                                        .contains(Clicks.instance(now, id).state())));
        assertThat(status.phase()).isEqualTo("incarnation 2 is due: a person rejected part of the stream");
        assertThat(status.done().toString())
                .contains(
                        "incarnation 2 could not begin, it is tried again within minutes: ContractViolation: the log lacks offsets 5 to 9");
        assertThat(clicks.streams().incarnations()).isEmpty();
        assertThat(clicks.streams().closed()).containsExactlyInAnyOrderElementsOf(running);
        // That it is tried again is for a real server to show: the one that skips time lets a run cancel an id only
        // once.
    }

    @Test
    void aPauseAndAStopGiveUpAnIncarnationThatBegins() {
        clicks.streams().incarnationsTakeLong();
        // its worker dies instead of leaving it
        clicks.sluice()
                .activities()
                .faults()
                .next("LeaveIncarnation", ApplicationFailure.newNonRetryableFailure("no heartbeat", "Timeout"));
        clicks.report(VIEW, partition(3, 1, 0, "1:100-200"));
        clicks.sluice().open("gate/events.clicks/3/1:100-200/1").signal("reject", Sluice.json(SAID));
        awaitBegins(1);

        clicks.say("pause", SAID);
        RunStatus paused = clicks.sluice().until(LANE, now -> now.phase().startsWith("paused"));
        assertThat(paused.done().toString()).contains("incarnation 2 was given up before it had begun");
        clicks.say("resume", SAID);
        awaitBegins(2);
        clicks.stop("drain");

        assertThat(clicks.result().mode()).isEqualTo("drain");
        assertThat(clicks.streams().incarnations()).isEmpty();
        assertThat(clicks.streams().running()).isEmpty();
    }

    private void awaitBegins(int times) {
        clicks.await(() -> clicks.sluice().activities().faults().calls().stream()
                        .filter("BeginIncarnation"::equals)
                        .count()
                == times);
    }

    @Test
    void anIntervalIsAuditedAgainOrItsRowsAreLeftOutAndNothingElse() {
        clicks.report(VIEW, partition(3, 1, 0, "1:100-200"));
        WorkflowStub gate = clicks.sluice().open("gate/events.clicks/3/1:100-200/1");
        for (String strategy : List.of("REINGEST", "PREVIOUS", "PATCH\",\"name\":\"typo", "FIXER\",\"name\":\"typo")) {
            clicks.say("remediate", remediate(strategy));
        }
        clicks.await(() -> clicks.sluice().effects().size() == 4);
        assertThat(clicks.sluice().effects())
                .allMatch(
                        effect -> effect.startsWith("IGNORED: ") && effect.contains("use RETRY_AUDIT, or QUARANTINE"));
        gate.signal("remediate", Sluice.json(remediate("RETRY_AUDIT")));
        clicks.await(() -> !clicks.streams().decisions().isEmpty());
        assertThat(clicks.streams().decisions())
                .extracting(
                        decision -> decision.gate().attempt(),
                        decision -> decision.gate().outcome())
                .containsExactly(tuple(2, "PASS"));
    }

    @Test
    void aGateThatFailsHoldsUpNothingElse() {
        clicks.sluice()
                .activities()
                .faults()
                .next(
                        "AuditInterval",
                        ApplicationFailure.newNonRetryableFailure("no interval 1:100-200", FailureTypes.NOT_FOUND));
        clicks.report(VIEW, partition(3, 1, 0, "1:100-200"));
        clicks.sluice().until(LANE, now -> now.done().toString().contains("failed: NotFound: no interval 1:100-200"));
        clicks.report(VIEW, partition(3, 1, 0, "1:100-200"));
        clicks.say("definitionsApplied", "{}");
        clicks.sluice().open("gate/events.clicks/3/1:100-200/1");
        assertThat(clicks.streams().running()).hasSize(4);
    }

    @Test
    void openGatesEndWithTheLaneAndAreOpenedByTheNext() {
        clicks.report(VIEW, partition(3, 1, 0, "1:100-200"));
        String id = "gate/events.clicks/3/1:100-200/1";
        clicks.sluice().open(id);
        clicks.stop("drain");
        RunStatus status = clicks.sluice().until(LANE, now -> now.phase().startsWith("stopping"));
        assertThat(status.next()).endsWith("; what a gate holds back stays held until the stream is started again");
        clicks.stop("now");
        clicks.result();
        assertThatThrownBy(() -> clicks.sluice().standingStill(id).getResult(Object.class))
                .hasCauseInstanceOf(CanceledFailure.class);
        assertThat(clicks.streams().decisions()).isEmpty();
        clicks.start();
        clicks.report(VIEW, partition(3, 1, 0, "1:100-200"));
        clicks.sluice().open(id).signal("approve", Sluice.json(SAID));
        clicks.await(() -> !clicks.streams().decisions().isEmpty());
    }

    private static String remediate(String strategy) {
        return "{\"by\":\"ana\",\"reason\":\"why\",\"strategy\":\"%s\"}".formatted(strategy);
    }
}
