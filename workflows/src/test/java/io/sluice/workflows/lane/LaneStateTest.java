package io.sluice.workflows.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.lane.part.OpenInterval;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.stream.CheckpointReport;
import io.sluice.workflows.stream.PlannedView;
import io.sluice.workflows.stream.StreamPlan;
import io.sluice.workflows.testing.InMemoryStreams;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a lane hands on, and which instances a plan makes. */
final class LaneStateTest {
    private static final PlannedView OLD = InMemoryStreams.view("activity", "v1", "read");
    private static final PlannedView NEW = InMemoryStreams.view("activity", "v2", "later");

    @Test
    void whatIsCarriedIsBoundedAndOpenGatesAreKept() throws Exception {
        List<OpenInterval> gates = IntStream.range(0, 20)
                .mapToObj(i -> new OpenInterval(i, "1:%d-%d".formatted(i, i), 1))
                .toList();
        List<String> decided = IntStream.range(0, 300)
                .mapToObj(i -> OpenInterval.key(i, "999999999999:999999999999-999999999999"))
                .toList();
        List<CheckpointReport> reports =
                Stream.generate(() -> report()).limit(4).toList();
        LaneState state = new LaneState(plan("v1", OLD), ids(), null, null, gates, decided, List.of(), reports);
        assertThat(state.bytes()).isGreaterThan(InputReader.MAX_BYTES);
        LaneState bounded = state.bounded();
        assertThat(bounded.bytes()).isLessThanOrEqualTo(LaneState.MAX_BYTES);
        assertThat(bounded.gates()).isEqualTo(gates);
        assertThat(bounded.running()).isEqualTo(ids());
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode carried = (ObjectNode) mapper.readTree(mapper.writeValueAsString(bounded));
        assertThat(LaneState.from(carried)).isEqualTo(bounded);
        carried.put("gates", "none");
        assertThatThrownBy(() -> LaneState.from(carried)).hasMessageContaining("not for people");
    }

    @Test
    void aVersionThatIsNotReadYetHasAnAppAndNoSink() {
        assertThat(LanePlan.instances(plan("v1", OLD, NEW), 1))
                .extracting(one -> one.role() + " " + one.viewVersion())
                .containsExactly(
                        "accept ", "view activity_v1", "view activity_v2", "lake-sink ", "online-sink activity_v1");
    }

    @Test
    void whatNobodyCanHostIsNotPlanned() {
        StreamPlan without = new StreamPlan(
                plan("v1", OLD).source(), "g", false, List.of(OLD), List.of("accept", "view"), 0, 0, false);
        assertThat(LanePlan.instances(without, 2))
                .extracting(one -> one.role() + " " + one.number())
                .containsExactly("accept 1", "accept 2", "view 1", "view 2");
    }

    @Test
    void aVersionThatComesBesideOneThatIsReadIsNotRead() {
        PlannedView read = InMemoryStreams.view("activity", "v2", "read");
        PlannedView other = InMemoryStreams.view("visitors", "v1", "read");
        StreamPlan merged = LanePlan.merged(plan("v1", OLD), plan("v1", read, other));
        assertThat(merged.views()).containsExactly(OLD, new PlannedView(read.view(), false), other);
        assertThat(LanePlan.merged(merged, plan("v1", read, other)).views()).isEqualTo(merged.views());
    }

    @Test
    void aNewerPlanTakesNothingAway() {
        PlannedView unread = new PlannedView(OLD.view(), false);
        StreamPlan merged = LanePlan.merged(plan("v1", OLD), plan("v2", unread, NEW));
        assertThat(merged.source().version()).isEqualTo("v1");
        assertThat(merged.views()).containsExactly(OLD, NEW);
        assertThat(LanePlan.merged(merged, plan("v2", NEW)).views()).containsExactly(OLD, NEW);
    }

    private static List<String> ids() {
        return IntStream.range(0, 64)
                .mapToObj(i -> "stream/clicks/view/activity_v1/" + i)
                .toList();
    }

    private static StreamPlan plan(String version, PlannedView... views) {
        return StreamPlan.ofAllRoles(
                new DefinitionRef("source", "clicks", version, "f".repeat(64)), "clicks_gate", false, List.of(views));
    }

    private static CheckpointReport report() {
        return CheckpointReport.of(
                Clicks.ACCEPT,
                1,
                1,
                "",
                IntStream.range(0, 30).mapToObj(i -> Clicks.partition(i, 1, 1)).toList());
    }
}
