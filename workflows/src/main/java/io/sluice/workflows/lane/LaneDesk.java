package io.sluice.workflows.lane;

import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.hosting.InstanceEnded;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.input.InvalidInputException;
import io.sluice.workflows.publish.RunDesk;
import io.sluice.workflows.stream.CheckpointReport;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a lane is told what to do and how its instances are; the workflow's main loop acts on it. */
final class LaneDesk implements LaneHandlers {
    /** What people may send besides the verbs. */
    static final List<String> NAMES = List.of("pause", "resume", "stop", "definitionsApplied");

    private final RunPage page;
    private final RunDesk desk;
    private final Deque<CheckpointReport> reports = new ArrayDeque<>();
    private final Deque<InstanceEnded> ended = new ArrayDeque<>();
    private @Nullable Control paused;
    private @Nullable Stop stopping;
    private @Nullable String elsewhere;
    private boolean ready;
    private boolean cancelled;
    private boolean refresh;
    private boolean news;

    LaneDesk(RunPage page, RunDesk desk) {
        this.page = page;
        this.desk = desk;
    }

    /** Receives signals from now on. */
    void register() {
        desk.register();
        Workflow.registerListener(this);
    }

    /** Judges what is said from now on, after what the run before this one was told; until then it waits. */
    void ready(@Nullable LaneState before) {
        if (before != null) {
            paused = before.paused();
            stopping = before.stopping();
        }
        ready = true;
    }

    /** This run only starts the lane of another id: whatever is said here has no effect. */
    void standsInFor(String laneId) {
        elsewhere = laneId;
        ready = true;
    }

    @Nullable
    Control paused() {
        return paused;
    }

    @Nullable
    Stop stopping() {
        return stopping;
    }

    boolean hasNews() {
        return news;
    }

    /** What is told from now on is news again. */
    void read() {
        news = false;
    }

    Optional<CheckpointReport> nextReport() {
        return Optional.ofNullable(reports.poll());
    }

    Optional<InstanceEnded> nextEnded() {
        return Optional.ofNullable(ended.poll());
    }

    /** Whether somebody said that definitions have changed, since this was asked last. */
    boolean takeRefresh() {
        boolean asked = refresh;
        refresh = false;
        return asked;
    }

    @Override
    public void pause(@Nullable RawValue input, @Nullable RawValue more) {
        said("pause", () -> {
            Control control = InputReader.read("pause", Control.class, input, more);
            refuse(stopping != null, "this lane is being stopped");
            refuse(paused != null, "this lane is paused already");
            paused = control;
            desk.applied("pause", control.by(), control.reason());
        });
    }

    @Override
    public void resume(@Nullable RawValue input, @Nullable RawValue more) {
        said("resume", () -> {
            Control control = InputReader.read("resume", Control.class, input, more);
            refuse(paused == null, "this lane is not paused");
            refuse(stopping != null, "this lane is being stopped");
            paused = null;
            refresh = true;
            desk.applied("resume", control.by(), control.reason());
        });
    }

    @Override
    public void stop(@Nullable RawValue input, @Nullable RawValue more) {
        said("stop", () -> {
            Stop stop = InputReader.read("stop", Stop.class, input, more);
            refuse(
                    stop.drains() && paused != null,
                    "this lane is paused: resume it first so that it can be drained, or stop it with mode now");
            refuse(
                    stopping != null && (stop.drains() || !stopping.drains()),
                    "this lane is being stopped already%s"
                            .formatted(stop.drains() ? "; mode now closes it at once" : ""));
            stopping = stop;
            desk.applied("stop", stop.by(), stop.reason());
        });
    }

    @Override
    public void definitionsApplied(@Nullable RawValue input, @Nullable RawValue more) {
        said("definitionsApplied", () -> {
            InputReader.read("definitionsApplied", DefinitionsApplied.class, input, more);
            refresh = true;
        });
    }

    @Override
    public void checkpoint(@Nullable RawValue report, @Nullable RawValue more) {
        try {
            reports.add(CheckpointReport.from(report));
            news = true;
        } catch (IllegalArgumentException e) {
            page.ignored(CheckpointReport.SIGNAL, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void instanceEnded(@Nullable RawValue message, @Nullable RawValue more) {
        InstanceEnded.from(message)
                .ifPresentOrElse(ended::add, () -> page.ignored(InstanceEnded.SIGNAL, "no instance says so"));
        news = true;
    }

    /** The run is cancelled: all close at once, whoever said otherwise. */
    void cancelled() {
        cancelled = true;
        stopping = new Stop("", "cancelled", Stop.NOW);
    }

    private void said(String name, Runnable effect) {
        Workflow.await(() -> ready);
        news = true;
        try {
            refuse(elsewhere != null, "this run has only started a lane; send it to " + elsewhere);
            effect.run();
        } catch (InvalidInputException e) {
            desk.ignore(name, String.valueOf(e.getMessage()));
        }
    }

    /** A run that is cancelled ends itself; the next one would not know. */
    boolean isCancelled() {
        return cancelled;
    }

    private static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new InvalidInputException(why);
        }
    }
}
