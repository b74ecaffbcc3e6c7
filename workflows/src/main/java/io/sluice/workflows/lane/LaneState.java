package io.sluice.workflows.lane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.workflows.lane.part.OpenInterval;
import io.sluice.workflows.stream.CheckpointReport;
import io.sluice.workflows.stream.StreamPlan;
import io.sluice.workflows.window.view.GateView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lane hands on when it continues as new: at most {@link #MAX_BYTES}. What does not fit is left out, the least needed
 * first: gates and instances say it again.
 *
 * @param running ids of instances that had not closed
 * @param paused who paused it; null: it is not paused
 * @param stopping who stops it; null: nobody
 * @param gates intervals whose gates are open
 * @param decided keys of intervals whose decision is written, oldest first
 */
public record LaneState(
        StreamPlan plan,
        List<String> running,
        @Nullable Control paused,
        @Nullable Stop stopping,
        List<OpenInterval> gates,
        List<String> decided,
        List<GateView> views,
        List<CheckpointReport> reports) {
    /** Leaves room for the rest of the input below the 32 KiB that are read. */
    static final int MAX_BYTES = 26 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public LaneState {
        running = List.copyOf(running);
        gates = List.copyOf(gates);
        decided = List.copyOf(decided);
        views = List.copyOf(views);
        reports = List.copyOf(reports);
    }

    /** Reads what another run handed on; lenient, because its worker may have been of another version. */
    static LaneState from(JsonNode carried) {
        try {
            return MAPPER.treeToValue(carried, LaneState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid state: field carried is not for people, leave it out", e);
        }
    }

    /** The same within its limit. */
    LaneState bounded() {
        LaneState state = this;
        while (!state.reports.isEmpty() && state.bytes() > MAX_BYTES) {
            state = state.with(state.decided, state.views, head(state.reports));
        }
        while (!state.views.isEmpty() && state.bytes() > MAX_BYTES) {
            state = state.with(state.decided, head(state.views), state.reports);
        }
        while (!state.decided.isEmpty() && state.bytes() > MAX_BYTES) {
            state = state.with(tail(state.decided), state.views, state.reports);
        }
        return state;
    }

    int bytes() {
        try {
            return MAPPER.writeValueAsString(this).getBytes(StandardCharsets.UTF_8).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write state", e);
        }
    }

    private LaneState with(List<String> newDecided, List<GateView> newViews, List<CheckpointReport> newReports) {
        return new LaneState(plan, running, paused, stopping, gates, newDecided, newViews, newReports);
    }

    private static <T> List<T> head(List<T> all) {
        return all.subList(0, all.size() - 1);
    }

    private static <T> List<T> tail(List<T> all) {
        return all.subList((all.size() + 9) / 10, all.size());
    }
}
