package io.sluice.workflows.lane;

import static java.util.Objects.requireNonNull;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.hosting.InstanceEnded;
import io.sluice.workflows.lane.part.CheckpointBook;
import io.sluice.workflows.lane.part.Corrections;
import io.sluice.workflows.lane.part.Drain;
import io.sluice.workflows.lane.part.Instance;
import io.sluice.workflows.lane.part.Instances;
import io.sluice.workflows.lane.part.IntervalGates;
import io.sluice.workflows.lane.part.OpenInterval;
import io.sluice.workflows.lane.part.StreamFailures;
import io.sluice.workflows.lane.part.Succession;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.Requesters;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.publish.GateStart;
import io.sluice.workflows.publish.GateWatch;
import io.sluice.workflows.publish.GatedRun;
import io.sluice.workflows.stream.CheckpointReport;
import io.sluice.workflows.stream.StreamPlan;
import io.sluice.workflows.stream.StreamPlanActivities;
import io.sluice.workflows.stream.StreamRole;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of a lane, from its start or from where the run before it left off. */
final class LaneRun {
    /** How often definitions are looked up, and instances of which nothing is heard. */
    private static final Duration PATROL = Duration.ofMinutes(5);
    /** How long to wait for what was asked to close before it is asked again. */
    private static final Duration CLOSING = Duration.ofSeconds(30);

    private final StreamLaneInput input;
    private final int events;
    private final RunPage page;
    private final GateWatch watch;
    private final LaneDesk desk;
    private final Instances instances;
    private final CheckpointBook book = new CheckpointBook();
    private final Drain drain = new Drain(book);
    private final LanePage shown;
    private final Succession succession;
    private final Corrections corrections;
    private @Nullable IntervalGates gates;
    private @Nullable StreamPlan plan;
    private @Nullable Promise<Void> patrol;
    private @Nullable Promise<Void> asking;

    LaneRun(StreamLaneInput input, RunPage page, RunAttributes attributes, GateWatch watch, LaneDesk desk, int events) {
        this.input = input;
        this.events = events;
        this.page = page;
        this.watch = watch;
        this.desk = desk;
        this.instances = new Instances(page);
        this.succession = new Succession(page);
        this.corrections = new Corrections(page);
        this.shown = new LanePage(page, attributes, book);
    }

    /** Runs until it is stopped. Cancelled, it closes its instances and gates before it ends. */
    StreamLaneResult run() {
        try {
            begin();
            return serve();
        } catch (TemporalFailure e) {
            if (!Failures.isCanceled(e)) {
                throw e;
            }
            if (plan != null && gates != null) {
                desk.cancelled();
                patrol = null;
                asking = null;
                Workflow.newDetachedCancellationScope(this::serve).run();
            }
            shown.state("CANCELED");
            throw e;
        }
    }

    private void begin() {
        @Nullable LaneState before = input.carried();
        plan = before == null ? resolved() : before.plan();
        Requesters.require(
                before == null && plan.preventSelfApproval(), input.requestedBy(), "StreamLane", plan.gate());
        instances.add(LanePlan.instances(plan, input.each()));
        gates = gates(plan);
        if (before != null) {
            before.reports().forEach(book::take);
            instances.restore(before.running());
            gates.restore(before.gates(), before.decided(), before.views());
        }
        desk.ready(before);
    }

    private IntervalGates gates(StreamPlan resolved) {
        GatedRun gated = new GatedRun(resolved.source(), resolved.gate(), 0, false, 0, input.requestedBy());
        // gates wait for people for longer than a run of this lane lasts
        GateStart starts = new GateStart(gated, ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON);
        return new IntervalGates(resolved.source(), starts, watch, page);
    }

    private StreamLaneResult serve() {
        while (true) {
            listen();
            instances.arrange(this::isWanted);
            nextIncarnation();
            openGates();
            correct();
            shown.show(
                    plan(),
                    succession.isDue(plan()),
                    instances.all(),
                    desk,
                    openIntervals(),
                    Workflow.currentTimeMillis());
            if (isStopped()) {
                return end();
            }
            continueAsNewWhenLong();
            await();
        }
    }

    /** What was said since it was looked at last; what is said while this waits for an activity is looked at next. */
    private void listen() {
        desk.read();
        instances.read();
        gates().read();
        corrections.finish();
        for (Optional<CheckpointReport> next = desk.nextReport(); next.isPresent(); next = desk.nextReport()) {
            take(next.get());
        }
        for (Optional<InstanceEnded> next = desk.nextEnded(); next.isPresent(); next = desk.nextEnded()) {
            instances.ended(next.get());
        }
        lookAfter();
    }

    private void lookAfter() {
        boolean due = isOver(patrol);
        if (desk.takeRefresh() || due) {
            look();
        }
        if (due || patrol == null) {
            patrol = timer(PATROL, "look after instances and definitions");
        }
        if (isOver(asking)) {
            instances.askAgain();
        }
        asking = !isClosing() ? null : asking == null || isOver(asking) ? timer(CLOSING, "have they closed?") : asking;
    }

    private static boolean isOver(@Nullable Promise<Void> timer) {
        return timer != null && timer.isCompleted();
    }

    private static Promise<Void> timer(Duration after, String summary) {
        return Workflow.newTimer(
                after, TimerOptions.newBuilder().setSummary(summary).build());
    }

    private void take(CheckpointReport report) {
        if (instances.find(report.instance()) == null) {
            page.ignored(CheckpointReport.SIGNAL, "this lane has no instance " + report.instance());
        } else {
            book.take(report);
        }
    }

    /** Nobody says so when an instance is terminated, and an apply does not know which lanes run. */
    private void look() {
        long now = Workflow.currentTimeMillis();
        instances.all().stream().filter(one -> shown.isSilent(one, now)).forEach(Instance::doubt);
        instances.forgive();
        gates().forgive();
        succession.forgive();
        corrections.remind();
        if (desk.stopping() == null) {
            refresh();
        }
    }

    private void refresh() {
        try {
            StreamPlan newer = resolved();
            if (!newer.source().equals(plan().source())) {
                page.done("source %s is %s by now; this lane goes on with %s until it is stopped and started again"
                        .formatted(
                                input.source(),
                                newer.source().version(),
                                plan().source().version()));
            }
            plan = LanePlan.merged(plan(), newer);
            instances.add(LanePlan.instances(plan(), input.each()));
        } catch (ActivityFailure e) {
            String why = StreamFailures.why(e);
            if (why.isEmpty()) {
                throw e;
            }
            page.done("definitions could not be looked up, what runs goes on: " + why);
        }
    }

    /** The apps of the incarnation before are closed first: what they have committed is what is decided again. */
    private void nextIncarnation() {
        if (gates().takeRejected()) {
            refresh();
            instances.arrange(this::isWanted);
        }
        boolean closed = instances.all().stream().allMatch(Instance::isOver);
        if (succession.isDue(plan()) && desk.stopping() == null && desk.paused() == null && closed) {
            gates().cancelBefore(plan().epoch() + 1);
            succession.begin(plan(), () -> desk.stopping() != null || desk.paused() != null);
            refresh();
            instances.arrange(this::isWanted);
        }
    }

    private StreamPlan resolved() {
        return ActivityCalls.light(StreamPlanActivities.class, "resolve " + input.source())
                .resolveStream(input.source());
    }

    private boolean isWanted(Instance instance) {
        @Nullable Stop stop = desk.stopping();
        if (stop == null) {
            return desk.paused() == null && !succession.isDue(plan());
        }
        return stop.drains()
                && !instance.isOver()
                && instance.state() != Instance.State.CLOSING
                && !drain.isDry(instance, instances.all(), plan().epoch());
    }

    private boolean isClosing() {
        return desk.stopping() != null
                || (desk.paused() != null || succession.isDue(plan()))
                        && !instances.running().isEmpty();
    }

    private boolean isStopped() {
        return desk.stopping() != null && instances.all().stream().allMatch(Instance::isOver);
    }

    /** An interval is opened while its values wait; when all closes at once, the next lane opens it. */
    private void openGates() {
        @Nullable Stop stop = desk.stopping();
        if ((stop == null || stop.drains()) && !succession.isDue(plan())) {
            gates().open(book.held(plan().epoch()));
        }
    }

    private void correct() {
        if (desk.stopping() == null && desk.paused() == null && !succession.isDue(plan())) {
            List<String> sinks = instances.all().stream()
                    .filter(one -> one.role() == StreamRole.LAKE_SINK)
                    .map(Instance::id)
                    .toList();
            corrections.start(plan(), sinks, book);
        }
    }

    private List<OpenInterval> openIntervals() {
        return gates().open();
    }

    private void continueAsNewWhenLong() {
        if (!isLong() || desk.isCancelled()) {
            return;
        }
        Workflow.await(() -> gates().areQuiet() && Workflow.isEveryHandlerFinished());
        if (hasNews()) {
            return;
        }
        LaneState state = new LaneState(
                plan(),
                instances.running(),
                desk.paused(),
                desk.stopping(),
                openIntervals(),
                gates().decided(),
                watch.open(),
                book.reports());
        Workflow.continueAsNew(input.with(state.bounded(), input.requestedBy()));
    }

    private boolean isLong() {
        return Workflow.getInfo().isContinueAsNewSuggested()
                || Workflow.getInfo().getHistoryLength() > events;
    }

    private void await() {
        Workflow.await(() -> hasNews() || isOver(patrol) || isOver(asking));
    }

    private boolean hasNews() {
        return desk.hasNews() || instances.haveNews() || gates().haveNews() || corrections.haveNews();
    }

    private StreamLaneResult end() {
        gates().cancel();
        Stop stop = requireNonNull(desk.stopping(), "stopping is null");
        Workflow.await(() -> Workflow.isEveryHandlerFinished() && gates().areQuiet());
        shown.state("STOPPED");
        page.phase("stopped by %s: %s".formatted(stop.by(), stop.reason()), "");
        List<String> failed = instances.all().stream()
                .filter(one -> one.state() == Instance.State.FAILED)
                .map(Instance::id)
                .toList();
        return new StreamLaneResult(input.source(), stop.mode(), stop.by(), stop.reason(), book.partitions(), failed);
    }

    private StreamPlan plan() {
        return requireNonNull(plan, "plan is null");
    }

    private IntervalGates gates() {
        return requireNonNull(gates, "gates is null");
    }
}
