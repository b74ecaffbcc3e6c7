package io.sluice.workflows.lane.part;

import io.sluice.workflows.stream.StreamInstanceInput;
import io.sluice.workflows.stream.StreamRole;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.workflow.Promise;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a lane knows of one of its instances. */
public final class Instance {
    /** Where it stands. */
    public enum State {
        /** Not started by this run of the lane; it may run all the same. */
        NEW,
        STARTING,
        RUNNING,
        /** Asked to close. */
        CLOSING,
        CLOSED,
        FAILED
    }

    private static final int PATIENCE = 10;

    private final String id;
    private final StreamInstanceInput input;
    private State state = State.NEW;
    private String why = "";
    private @Nullable String runId;
    private @Nullable Promise<WorkflowExecution> execution;
    private @Nullable Promise<WorkflowExecution> before;
    private boolean believedRunning;
    private boolean proven;
    private int patience;

    public Instance(String id, StreamInstanceInput input) {
        this.id = id;
        this.input = input;
    }

    public String id() {
        return id;
    }

    public StreamInstanceInput input() {
        return input;
    }

    public StreamRole role() {
        return StreamRole.named(input.role());
    }

    public State state() {
        return state;
    }

    /** Why it failed; empty: it did not. */
    public String why() {
        return why;
    }

    /** What a run before this one thought of it. */
    public void believed(boolean running) {
        believedRunning = running;
        state = running ? State.NEW : State.CLOSED;
    }

    /** Whether it is over, as far as anybody has said. */
    public boolean isOver() {
        return state == State.CLOSED || state == State.FAILED;
    }

    public boolean mayRun() {
        return !isOver() && (state != State.NEW || believedRunning);
    }

    /** One that is asked to close has to close before it is started again; one that failed waits for {@link #forgive}. */
    public boolean isToStart() {
        return state == State.NEW || state == State.CLOSED || state == State.RUNNING && !proven;
    }

    public boolean isToClose() {
        return state == State.NEW || state == State.STARTING || state == State.RUNNING;
    }

    public void starting(Promise<WorkflowExecution> started) {
        if (state != State.RUNNING) {
            state = State.STARTING;
        }
        before = execution;
        execution = started;
        why = "";
    }

    public Promise<WorkflowExecution> execution() {
        return Objects.requireNonNull(execution, "execution is null");
    }

    public boolean isOf(Promise<WorkflowExecution> started) {
        return execution == started;
    }

    public void started(String run) {
        runId = run;
        running();
    }

    /** It said that it has closed, and has not quite yet; one that goes on for longer was started by somebody else. */
    public boolean isStillClosing() {
        if (patience == 0) {
            return false;
        }
        patience--;
        state = State.CLOSED;
        execution = null;
        return true;
    }

    /** It runs already, whoever started it; false when that was known. */
    public boolean adopted() {
        boolean knew = state == State.RUNNING;
        if (knew) {
            execution = before;
        } else {
            runId = null;
        }
        running();
        return !knew;
    }

    private void running() {
        state = State.RUNNING;
        patience = 0;
        proven = true;
    }

    /** Whether it runs is looked up again: nobody says so when it is terminated. */
    public void doubt() {
        proven = false;
    }

    public void closing() {
        state = State.CLOSING;
    }

    public void askAgain() {
        if (state == State.CLOSING) {
            state = State.RUNNING;
        }
    }

    /** False when that was known. */
    public boolean ended(String reason) {
        if (isOver()) {
            return false;
        }
        // what fails while it closes is closed
        state = reason.isEmpty() || state == State.CLOSING ? State.CLOSED : State.FAILED;
        why = reason;
        execution = null;
        believedRunning = false;
        patience = PATIENCE;
        return true;
    }

    public void forgive() {
        if (state == State.FAILED) {
            state = State.NEW;
        }
    }

    public boolean isRun(String run) {
        return runId == null || runId.equals(run);
    }
}
