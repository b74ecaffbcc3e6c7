package io.sluice.workflows.lane;

import static io.sluice.workflows.lane.Clicks.ACCEPT;
import static io.sluice.workflows.lane.Clicks.LAKE;
import static io.sluice.workflows.lane.Clicks.LANE;
import static io.sluice.workflows.lane.Clicks.ONLINE;
import static io.sluice.workflows.lane.Clicks.SAID;
import static io.sluice.workflows.lane.Clicks.VIEW;
import static io.sluice.workflows.lane.Clicks.instance;
import static io.sluice.workflows.lane.Clicks.partition;
import static io.sluice.workflows.testing.InMemoryStreams.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.Sluice;
import io.sluice.workflows.details.IgnoredMessage;
import io.sluice.workflows.details.PartitionView;
import io.sluice.workflows.details.RunStatus;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.launch.Launched;
import io.sluice.workflows.launch.RunAttributes;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lane from its start to its end. */
final class StreamLaneTest {
    private final Clicks clicks = new Clicks();

    @AfterEach
    void close() {
        clicks.close();
    }

    @Test
    void startsAnInstanceForEachAppAndSinkAndShowsWhatTheyReport() {
        clicks.start();
        assertThat(clicks.streams().begun()).containsExactlyInAnyOrder(ACCEPT, VIEW, LAKE, ONLINE);
        clicks.reportAt(ACCEPT, 1_000_000, partition(0, 100, 7), partition(1, 50, 0));
        clicks.reportAt(ACCEPT, 1_010_000, partition(0, 1100, 9), partition(1, 50, 0));
        // made before, arrived later
        clicks.reportAt(ACCEPT, 1_005_000, partition(0, 700, 8), partition(1, 50, 0));

        RunStatus status = clicks.sluice()
                .until(LANE, now -> instance(now, ACCEPT).reported().equals("1970-01-01T00:16:50Z"));

        assertThat(instance(status, ACCEPT).perSecond()).isEqualTo(100);
        assertThat(instance(status, ACCEPT).lag()).isEqualTo(9);
        assertThat(status.stream().partitions())
                .extracting(
                        PartitionView::partition,
                        PartitionView::accepted,
                        PartitionView::late,
                        PartitionView::duplicate,
                        PartitionView::quarantined,
                        PartitionView::deadLetters,
                        PartitionView::watermark)
                .containsExactly(
                        tuple(0, 1100L, 1L, 2L, 3L, 5L, "1970-01-01T00:00:01Z"),
                        tuple(1, 50L, 1L, 2L, 3L, 5L, "1970-01-01T00:00:01Z"));
        assertThat(clicks.sluice().details(LANE))
                .contains("| " + ACCEPT + " | ", "| watermark |", "| 0 | 1100 | 1970-01-01T00:00:02Z |");
        assertThat(clicks.sluice().attribute(LANE, RunAttributes.KIND)).isEqualTo("stream");
        assertThat(clicks.sluice().attribute(VIEW, RunAttributes.VIEW)).isEqualTo("activity");
    }

    @Test
    void anAppIsHostedForAsLongAsItRunsAndAgainWhenItsWorkerIsSilentForFiveSeconds() {
        clicks.start();
        clicks.streams().fail(VIEW, new UncheckedIOException(new ConnectException("the broker is away")));
        clicks.await(() -> clicks.streams().begun().size() == 5
                && clicks.streams().running().size() == 4);
        ActivityTaskScheduledEventAttributes hosting = clicks.sluice().client().fetchHistory(VIEW).getEvents().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
                .filter(activity -> activity.getActivityType().getName().equals("HostStream"))
                .findFirst()
                .orElseThrow();
        assertThat(hosting.getTaskQueue().getName()).isEqualTo("sluice-stream");
        assertThat(hosting.getHeartbeatTimeout().getSeconds()).isEqualTo(5);
        assertThat(hosting.getRetryPolicy().getMaximumAttempts()).isZero();
    }

    @Test
    void stopsAtOnceOrFromTheFront() {
        clicks.start();
        clicks.report(VIEW, partition(0, 10, 0));
        clicks.stop("drain");
        clicks.await(() -> clicks.streams().closed().contains(ACCEPT));
        clicks.await(() -> instance(status(), ACCEPT).state().equals("CLOSED"));
        // one that arrives now may have been made before nothing more came in; sinks wait for the view whatever they
        // say
        clicks.report(VIEW, partition(0, 10, 0));
        report(LAKE, 3);
        report(ONLINE, 3);
        clicks.report(VIEW, partition(0, 10, 4));
        clicks.await(() -> instance(status(), VIEW).lag() == 4);
        assertThat(clicks.streams().closed()).containsExactly(ACCEPT);
        assertThat(status().phase()).isEqualTo("stopping (drain) by ana: enough");
        assertThat(status().next()).contains(VIEW);

        clicks.report(VIEW, partition(0, 10, 0));
        clicks.await(() -> instance(status(), VIEW).state().equals("CLOSED"));
        report(LAKE, 2);
        report(ONLINE, 2);

        StreamLaneResult result = clicks.result();
        assertThat(result.source()).isEqualTo("clicks");
        assertThat(result.mode()).isEqualTo("drain");
        assertThat(result.by()).isEqualTo("ana");
        assertThat(result.failed()).isEmpty();
        assertThat(result.last()).extracting(PartitionView::accepted).containsExactly(10L);
        assertThat(clicks.streams().closed().subList(0, 2)).containsExactly(ACCEPT, VIEW);
        assertThat(clicks.streams().closed()).containsExactlyInAnyOrder(ACCEPT, VIEW, LAKE, ONLINE);
        assertThat(clicks.sluice().attribute(LANE, RunAttributes.STATE)).isEqualTo("STOPPED");
    }

    @Test
    void anInstanceWithoutPartitionsIsDryBesideOneThatHasSome() {
        clicks.start("{\"source\":\"clicks\",\"instances\":2}", 8);
        clicks.stop("drain");
        clicks.await(() -> List.of(ACCEPT, second(ACCEPT)).stream()
                .allMatch(id -> instance(status(), id).state().equals("CLOSED")));
        empty(second(VIEW), 3);
        clicks.report(LAKE, partition(0, 10, 7));
        clicks.await(() -> instance(status(), LAKE).lag() == 7);
        // partitions may be given to it just now
        assertThat(clicks.streams().closed()).containsExactlyInAnyOrder(ACCEPT, second(ACCEPT));

        report(VIEW, 3);
        clicks.await(() -> List.of(VIEW, second(VIEW)).stream()
                .allMatch(id -> instance(status(), id).state().equals("CLOSED")));
        for (String sink : List.of(LAKE, ONLINE)) {
            report(sink, 3);
            empty(second(sink), 3);
        }
        assertThat(clicks.result().failed()).isEmpty();
        assertThat(clicks.streams().closed()).hasSize(8);
    }

    /** It waits for the state that the first one loads, and reports nothing meanwhile. */
    @Test
    void aProcessThatWaitsForOneThatFailedDoesNotHoldUpADrain() {
        clicks.start("{\"source\":\"clicks\",\"instances\":2}", 8);
        clicks.streams().fail(VIEW, ApplicationFailure.newNonRetryableFailure("no log", FailureTypes.MISCONFIGURED));
        clicks.await(() -> instance(status(), VIEW).state().equals("FAILED"));
        clicks.stop("drain");
        clicks.await(() -> instance(status(), second(VIEW)).state().equals("CLOSED"));
        for (String sink : List.of(LAKE, ONLINE)) {
            report(sink, 3);
            empty(second(sink), 3);
        }
        assertThat(clicks.result().failed()).containsExactly(VIEW);
    }

    private static String second(String instance) {
        return instance.substring(0, instance.length() - 1) + "2";
    }

    private void empty(String instance, int times) {
        for (int i = 0; i < times; i++) {
            clicks.report(instance);
        }
    }

    @Test
    void aDrainThatTakesTooLongIsCutShort() {
        clicks.start();
        clicks.stop("drain");
        clicks.await(() -> clicks.streams().closed().contains(ACCEPT));
        clicks.stop("now");
        assertThat(clicks.result().mode()).isEqualTo("now");
        assertThat(clicks.streams().running()).isEmpty();
    }

    @Test
    void aPauseClosesEverythingAndResumeGoesOn() {
        clicks.start();
        clicks.say("pause", SAID);
        clicks.await(
                () -> clicks.streams().closed().size() == 4 && status().next().startsWith("resume"));
        assertThat(status().phase()).isEqualTo("paused by ana: why");
        assertThat(clicks.sluice().attribute(LANE, RunAttributes.STATE)).isEqualTo("PAUSED");
        clicks.stop("drain");
        clicks.say("resume", SAID);
        clicks.await(() -> clicks.streams().running().size() == 4);
        assertThat(status().ignored())
                .extracting(IgnoredMessage::why)
                .singleElement()
                .asString()
                .contains("resume it first so that it can be drained");
        assertThat(clicks.sluice().activities().gates().decisions())
                .extracting(DecisionRecord::verb, DecisionRecord::by, DecisionRecord::effect)
                .contains(tuple("pause", "ana", "APPLIED"), tuple("resume", "ana", "APPLIED"));
    }

    @Test
    void whatDoesNotFitIsIgnoredWithAReason() {
        clicks.start();
        clicks.say("pause", "\"now\"");
        clicks.say("resume", SAID);
        clicks.say("stop", "{\"by\":\"ana\",\"reason\":\"r\",\"mode\":\"dran\"}");
        clicks.say("puase", "{}");
        clicks.say("approve", SAID);
        clicks.say("checkpoint", "{\"instance\":7}");
        clicks.report("stream/clicks/accept/9", partition(0, 1, 0));
        clicks.sluice().until(LANE, now -> now.ignored().size() == 7);
        assertThat(status().ignored())
                .extracting(IgnoredMessage::why)
                .satisfiesExactlyInAnyOrder(
                        why -> assertThat(why).contains("one JSON object is expected", "A valid input of pause is"),
                        why -> assertThat(why).isEqualTo("this lane is not paused"),
                        why -> assertThat(why).contains("drain, now", "did you mean drain?"),
                        why -> assertThat(why).startsWith("unknown signal puase; did you mean pause?"),
                        why -> assertThat(why).isEqualTo("no gate of this run is open"),
                        why -> assertThat(why).startsWith("no report of a checkpoint"),
                        why -> assertThat(why).isEqualTo("this lane has no instance stream/clicks/accept/9"));
        clicks.await(() -> clicks.sluice().effects().size() == 5);
        assertThat(clicks.sluice().effects()).allMatch(effect -> effect.startsWith("IGNORED: "));
        assertThat(clicks.streams().running()).hasSize(4);
    }

    @Test
    void cancellingTheLaneClosesItsInstances() {
        clicks.start();
        clicks.lane().cancel();
        assertThatThrownBy(clicks::result).hasCauseInstanceOf(CanceledFailure.class);
        assertThat(clicks.streams().closed()).containsExactlyInAnyOrder(ACCEPT, VIEW, LAKE, ONLINE);
        assertThat(clicks.sluice().attribute(LANE, RunAttributes.STATE)).isEqualTo("CANCELED");
    }

    @Test
    void aNewVersionOfAViewRunsBesideTheOldOneAndIsNotReadYet() {
        clicks.start();
        clicks.streams().source("clicks", "v2", view("activity", "v1", "read"), view("activity", "v2", "later"));
        clicks.say("definitionsApplied", "{}");
        clicks.await(() -> clicks.streams().running().size() == 5);
        assertThat(clicks.streams().begun())
                .containsOnlyOnce(VIEW, ONLINE, "stream/clicks/view/activity_v2/1")
                .hasSize(5);
        assertThat(status().done())
                .contains(
                        "source clicks is v2 by now; this lane goes on with v1 until it is stopped and started again");
        // a view that is retired meanwhile goes on: it may still be read
        clicks.streams().source("clicks", "v2", view("activity", "v2", "later"));
        clicks.say("definitionsApplied", "{}");
        clicks.stop("now");
        clicks.result();
        assertThat(clicks.streams().closed()).hasSize(5);
    }

    @Test
    void anInstanceThatOnlyPeopleCanMendIsShownAndStartedAgainWhenTheyHave() {
        clicks.start();
        clicks.streams()
                .fail(
                        LAKE,
                        ApplicationFailure.newNonRetryableFailure(
                                "no topic accepted.clicks", FailureTypes.MISCONFIGURED));
        RunStatus status =
                clicks.sluice().until(LANE, now -> instance(now, LAKE).state().equals("FAILED"));
        assertThat(instance(status, LAKE).note()).isEqualTo("Misconfigured: no topic accepted.clicks");
        assertThat(clicks.streams().begun()).hasSize(4);
        clicks.say("definitionsApplied", "{}");
        clicks.await(() -> clicks.streams().running().size() == 4);
        assertThat(clicks.streams().begun()).hasSize(5);
    }

    @Test
    void severalProcessesShareTheirPartitions() {
        clicks.start("{\"source\":\"clicks\",\"instances\":2}", 8);
        assertThat(clicks.streams().begun()).contains(ACCEPT, "stream/clicks/accept/2", ONLINE);
    }

    @Test
    void aStartUnderAnotherIdStartsTheLaneAndTakesNoOrders() {
        WorkflowStub launcher = clicks.sluice().start(StreamLane.TYPE, "mine", "{\"source\":\"clicks\"}");
        clicks.await(() -> clicks.streams().running().size() == 4);
        launcher.signal("pause", Sluice.json(SAID));
        clicks.sluice().until("mine", now -> !now.ignored().isEmpty());
        assertThat(launcher.query("status", RunStatus.class).ignored().get(0).why())
                .isEqualTo("this run has only started a lane; send it to stream/clicks");
        WorkflowStub second = clicks.sluice().start(StreamLane.TYPE, "mine too", "{\"source\":\"clicks\"}");
        assertThat(second.getResult(Launched.class)).isEqualTo(new Launched(LANE, true));
    }

    @Test
    void anUnknownSourceFailsAtOnceWithTheNearestName() {
        WorkflowStub run = clicks.sluice().start(StreamLane.TYPE, "stream/clics", "{\"source\":\"clics\"}");
        assertThatThrownBy(() -> run.getResult(Object.class))
                .hasStackTraceContaining("No source clics; did you mean clicks?");
        WorkflowStub instance =
                clicks.sluice().start("StreamInstance", "i", "{\"source\":\"clicks\",\"role\":\"view\",\"number\":1}");
        assertThatThrownBy(() -> instance.getResult(Object.class))
                .hasStackTraceContaining("field view is missing: role view belongs to one version of one view");
    }

    private void report(String instance, int times) {
        for (int i = 0; i < times; i++) {
            clicks.report(instance, partition(0, 10, 0));
        }
    }

    private RunStatus status() {
        return clicks.lane().query("status", RunStatus.class);
    }
}
