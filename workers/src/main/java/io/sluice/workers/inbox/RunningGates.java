package io.sluice.workers.inbox;

import io.sluice.workflows.window.view.GateView;
import java.util.List;
import java.util.Optional;

/** What an inbox asks of a server. */
interface RunningGates {
    /** The ids of runs that fit a visibility query, at most so many. */
    List<String> ids(String query, int most);

    /** What a gate shows of itself; empty when no worker answers for it. */
    Optional<GateView> status(String workflowId);
}
