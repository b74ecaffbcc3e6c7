package io.sluice.workflows.details;

import io.sluice.workflows.window.view.GateView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of the query {@code status} of a workflow that is not a gate.
 *
 * @param phase what it does now
 * @param done what it has done, the last 50 steps
 * @param next what happens next, or what to do
 * @param gates the gates it has started in this run, the last 10
 * @param ignored messages that it could not take, the last 10
 * @param stream of a lane; null for every other workflow
 */
public record RunStatus(
        String type,
        String phase,
        List<String> done,
        String next,
        List<GateView> gates,
        List<IgnoredMessage> ignored,
        @Nullable LaneView stream) {}
