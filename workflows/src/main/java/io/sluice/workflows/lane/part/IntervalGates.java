package io.sluice.workflows.lane.part;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.decision.Remediate;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.publish.GateStart;
import io.sluice.workflows.publish.GateWatch;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.stream.Interval;
import io.sluice.workflows.stream.StreamActivities;
import io.sluice.workflows.stream.StreamDecision;
import io.sluice.workflows.window.view.GateView;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancelExternalWorkflowException;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The gates of failed intervals: one at a time for each partition of the log, the oldest interval first, so that prefixes are
 * released in order. What is held comes from reports, which name an interval until its decision has reached the apps; nothing is lost
 * when a report is, or when this lane ends before a gate does.
 */
public final class IntervalGates {
    /** How many partitions may wait for people at once; the others wait for these. */
    private static final int MOST = 20;

    private static final int REMEMBERED = 300;
    private static final Duration ENDING = Duration.ofSeconds(1);
    private static final Duration OCCUPIED = Duration.ofMinutes(5);

    private static final List<String> REJECTING = List.of("REJECTED", "REMEDIATED");

    private final DefinitionRef source;
    private final GateStart starts;
    private final GateWatch watch;
    private final RunPage page;
    private final Map<Integer, OpenInterval> open = new LinkedHashMap<>();
    private final Set<String> decided = new LinkedHashSet<>();
    private final Set<String> failed = new LinkedHashSet<>();
    private int busy;
    private boolean news;
    private boolean rejected;

    public IntervalGates(DefinitionRef source, GateStart starts, GateWatch watch, RunPage page) {
        this.source = source;
        this.starts = starts;
        this.watch = watch;
        this.page = page;
    }

    /** Goes on waiting for gates that a run before this one has opened. */
    public void restore(List<OpenInterval> opened, List<String> decidedBefore, List<GateView> views) {
        decided.addAll(decidedBefore);
        watch.restore(opened.stream().map(this::gateId).toList(), views);
        opened.forEach(this::open);
    }

    /** Opens a gate for the oldest interval of each partition that has none. */
    public void open(SortedMap<Integer, SortedSet<Interval>> held) {
        held.forEach((partition, intervals) -> {
            if (!open.containsKey(partition) && open.size() < MOST) {
                intervals.stream()
                        .filter(interval -> !decided.contains(OpenInterval.key(partition, interval.toString())))
                        .findFirst()
                        .map(interval -> OpenInterval.first(partition, interval))
                        .filter(interval -> !failed.contains(interval.key()))
                        .ifPresent(this::open);
            }
        });
    }

    /** Gates that failed may be opened once more. */
    public void forgive() {
        failed.clear();
    }

    public List<OpenInterval> open() {
        return List.copyOf(open.values());
    }

    /** Keys of what is decided, oldest first. */
    public List<String> decided() {
        return List.copyOf(decided);
    }

    /** Whether nothing is under way but waiting. */
    public boolean areQuiet() {
        return busy == 0;
    }

    public boolean haveNews() {
        return news;
    }

    public void read() {
        news = false;
    }

    /** A gate ends with the lane that waits for it; the interval stays held, and the next lane opens it again. */
    public void cancel() {
        List<Promise<Void>> asked = open.values().stream()
                .map(interval -> Async.procedure(() -> cancel(gateId(interval))))
                .toList();
        // a request that is under way when the lane ends would never arrive
        Workflow.await(OCCUPIED, () -> asked.stream().allMatch(Promise::isCompleted));
    }

    /** Gates of incarnations that are over end undecided: what they were about is judged anew, and may be held again. */
    public void cancelBefore(long epoch) {
        List<OpenInterval> over = open.values().stream()
                .filter(interval -> Interval.parse(interval.interval()).epoch() < epoch)
                .toList();
        over.forEach(interval -> failed.add(interval.key()));
        over.forEach(interval -> cancel(gateId(interval)));
        Workflow.await(OCCUPIED, () -> over.stream().noneMatch(open::containsValue));
    }

    /** Whether something was rejected since this was asked last. */
    public boolean takeRejected() {
        boolean asked = rejected;
        rejected = false;
        return asked;
    }

    private void cancel(String gateId) {
        try {
            Workflow.newUntypedExternalWorkflowStub(gateId).cancel();
        } catch (CancelExternalWorkflowException | TemporalFailure e) {
            page.done("%s has ended already".formatted(gateId));
        }
    }

    private void open(OpenInterval interval) {
        open.put(interval.partition(), interval);
        // cancelling the lane cancels gates by their ids, the adopted ones too
        Workflow.newDetachedCancellationScope(() -> Async.procedure(() -> judge(interval)))
                .run();
    }

    private void judge(OpenInterval first) {
        OpenInterval interval = first;
        try {
            GateResult result = result(interval);
            while (isToBeAuditedAgain(result)) {
                interval = interval.next();
                open.put(interval.partition(), interval);
                result = result(interval);
            }
            decide(interval, result);
        } catch (TemporalFailure e) {
            failed.add(interval.key());
            watch.forget(gateId(interval));
            String why = StreamFailures.why(e);
            page.done("%s %s; it is opened again within minutes"
                    .formatted(gateId(interval), why.isEmpty() ? "was cancelled" : "failed: " + why));
        } finally {
            open.remove(interval.partition());
            news = true;
        }
    }

    private static boolean isToBeAuditedAgain(GateResult result) {
        return result.outcome().equals("REMEDIATED") && result.strategy().equals(Remediate.RETRY_AUDIT);
    }

    private GateResult result(OpenInterval interval) {
        String id = gateId(interval);
        watch.expect(id);
        GateResult result = awaited(interval, id);
        watch.closed(id, result.outcome());
        page.done("gate of partition %d, %s, attempt %d: %s"
                .formatted(interval.partition(), interval.interval(), interval.attempt(), result.outcome()));
        return result;
    }

    /**
     * A gate that runs already was opened by a run before this one: what is decided there is on record when it ends, and a
     * gate that is started then applies it again.
     */
    private GateResult awaited(OpenInterval interval, String id) {
        @Nullable Promise<GateResult> result = start(interval);
        while (result == null) {
            if (watch.hasEnded(id)) {
                // it has told how it ended, and closes now
                Workflow.sleep(ENDING);
            } else {
                Workflow.await(OCCUPIED, () -> watch.hasEnded(id));
            }
            result = start(interval);
        }
        return result.get();
    }

    private @Nullable Promise<GateResult> start(OpenInterval interval) {
        busy++;
        try {
            return starts.start(
                    dataset(), Integer.toString(interval.partition()), interval.interval(), interval.attempt());
        } finally {
            busy--;
        }
    }

    private void decide(OpenInterval interval, GateResult result) {
        busy++;
        try {
            ActivityCalls.topics(
                            StreamActivities.class, "decide %s: %s".formatted(interval.interval(), result.outcome()))
                    .decide(new StreamDecision(
                            source,
                            interval.partition(),
                            Interval.parse(interval.interval()),
                            result,
                            Workflow.getInfo().getWorkflowId()));
        } finally {
            busy--;
        }
        rejected |= REJECTING.contains(result.outcome());
        decided.add(interval.key());
        if (decided.size() > REMEMBERED) {
            decided.remove(decided.iterator().next());
        }
    }

    private String gateId(OpenInterval interval) {
        return interval.gateId(dataset());
    }

    private String dataset() {
        return "events." + source.name();
    }
}
