package io.sluice.workflows.testing;

import io.sluice.definitions.name.Nearest;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.correct.CorrectionActivities;
import io.sluice.workflows.correct.CorrectionRequest;
import io.sluice.workflows.correct.CorrectionResult;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.stream.IncarnationActivities;
import io.sluice.workflows.stream.IncarnationBegun;
import io.sluice.workflows.stream.IncarnationRequest;
import io.sluice.workflows.stream.PlannedView;
import io.sluice.workflows.stream.StreamActivities;
import io.sluice.workflows.stream.StreamDecision;
import io.sluice.workflows.stream.StreamHosting;
import io.sluice.workflows.stream.StreamInstanceInput;
import io.sluice.workflows.stream.StreamPlan;
import io.sluice.workflows.stream.StreamPlanActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Streams in memory: apps that do nothing until they are cancelled, and a control topic that only remembers. */
public final class InMemoryStreams
        implements StreamPlanActivities, StreamActivities, StreamHosting, IncarnationActivities, CorrectionActivities {
    private static final long HEARTBEAT_MILLIS = 10;

    private final Faults faults;
    private final Function<AuditRequest, Verdict> audit;
    private final Map<String, StreamPlan> plans = new LinkedHashMap<>();
    private final Map<String, StreamDecision> decisions = new LinkedHashMap<>();
    private final List<IncarnationRequest> incarnations = new ArrayList<>();
    private final List<String> begun = new ArrayList<>();
    private final List<String> running = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final List<CorrectionRequest> corrections = new ArrayList<>();
    private final List<CorrectionResult> late = new ArrayList<>();
    private final Map<String, RuntimeException> failing = new LinkedHashMap<>();
    private volatile CompletableFuture<Void> correctAfter = CompletableFuture.completedFuture(null);
    private boolean slow;

    InMemoryStreams(Faults faults, Function<AuditRequest, Verdict> audit) {
        this.faults = faults;
        this.audit = audit;
    }

    /** Declares a source that is a stream, whose gate is called after it. */
    public void source(String name, PlannedView... views) {
        source(name, "v1", views);
    }

    /** The same at another version. */
    public synchronized void source(String name, String version, PlannedView... views) {
        DefinitionRef source = new DefinitionRef("source", name, version, "fingerprint-of-" + name + "-" + version);
        plans.put(name, StreamPlan.ofAllRoles(source, name + "_gate", false, List.of(views)));
    }

    /** Late events of a source are brought back; one that was declared. */
    public synchronized void corrects(String source) {
        StreamPlan plan = plans.get(source);
        plans.put(
                source,
                new StreamPlan(
                        plan.source(),
                        plan.gate(),
                        plan.preventSelfApproval(),
                        plan.views(),
                        plan.roles(),
                        plan.epoch(),
                        plan.rejected(),
                        true));
    }

    /** The gate of a source that was declared says {@code prevent_self_approval} from now on. */
    public synchronized void preventSelfApproval(String source) {
        StreamPlan plan = plans.get(source);
        plans.put(
                source,
                new StreamPlan(
                        plan.source(),
                        plan.gate(),
                        true,
                        plan.views(),
                        plan.roles(),
                        plan.epoch(),
                        plan.rejected(),
                        plan.corrects()));
    }

    /** What the next correction finds; without any it finds nothing. */
    public synchronized void late(CorrectionResult found) {
        late.add(found);
    }

    /** Corrections that were asked for, in order. */
    public synchronized List<CorrectionRequest> corrections() {
        return List.copyOf(corrections);
    }

    /** Corrections answer when this has been told. */
    public void correctAfter(CompletableFuture<Void> told) {
        correctAfter = told;
    }

    @Override
    public CorrectionResult admit(CorrectionRequest request) {
        faults.hit("AdmitLateEvents");
        synchronized (this) {
            corrections.add(request);
        }
        correctAfter.join();
        return found(request);
    }

    private synchronized CorrectionResult found(CorrectionRequest request) {
        return late.isEmpty() ? new CorrectionResult(request.source(), 0, 0, 0, 0, 0, List.of()) : late.remove(0);
    }

    /** A version of a view. */
    public static PlannedView view(String name, String version, String use) {
        DefinitionRef view = new DefinitionRef("view", name, version, "fingerprint-of-" + name + "-" + version);
        return new PlannedView(view, use.equals("read"));
    }

    /** Instances that were hosted, in order; one that was hosted again is there again. */
    public synchronized List<String> begun() {
        return List.copyOf(begun);
    }

    /** Instances that are hosted now; one that is hosted twice is there twice. */
    public synchronized List<String> running() {
        return List.copyOf(running);
    }

    /** Instances that were closed cleanly, in order. */
    public synchronized List<String> closed() {
        return List.copyOf(closed);
    }

    /** What was written to control topics, in order. */
    public synchronized List<StreamDecision> decisions() {
        return List.copyOf(decisions.values());
    }

    /** The app of an instance fails. */
    public synchronized void fail(String instance, RuntimeException failure) {
        failing.put(instance, failure);
        notifyAll();
    }

    @Override
    public synchronized StreamPlan resolveStream(String source) {
        faults.hit("ResolveStream");
        @Nullable StreamPlan plan = plans.get(source);
        if (plan == null) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "No source %s%s".formatted(source, Nearest.hint(source, plans.keySet())), FailureTypes.NOT_FOUND);
        }
        return plan;
    }

    @Override
    public Verdict auditInterval(AuditRequest request) {
        faults.hit("AuditInterval");
        return audit.apply(request);
    }

    @Override
    public synchronized void decide(StreamDecision decision) {
        faults.hit("DecideInterval");
        String key = "%d/%s/%d"
                .formatted(
                        decision.partition(),
                        decision.interval(),
                        decision.gate().attempt());
        boolean rejects =
                List.of("REJECTED", "REMEDIATED").contains(decision.gate().outcome());
        if (decisions.putIfAbsent(key, decision) == null && rejects) {
            StreamPlan plan = plans.get(decision.source().name());
            put(plan, Math.max(1, plan.epoch()), plan.rejected() + 1);
        }
    }

    /** What was asked to begin, in order; what was asked twice is there once. */
    public synchronized List<IncarnationRequest> incarnations() {
        return List.copyOf(incarnations);
    }

    /** Incarnations take as long as they are not cancelled. */
    public synchronized void incarnationsTakeLong() {
        slow = true;
    }

    @Override
    public synchronized IncarnationBegun begin(IncarnationRequest request) {
        faults.hit("BeginIncarnation");
        while (slow) {
            beat();
            pause("incarnation");
        }
        StreamPlan plan = plans.get(request.source());
        if (plan.epoch() < request.epoch()) {
            incarnations.add(request);
            put(plan, request.epoch(), 0);
        }
        return new IncarnationBegun(request.epoch(), 0, 0);
    }

    private void beat() {
        try {
            Activity.getExecutionContext().heartbeat(null);
        } catch (ActivityCompletionException e) {
            faults.hit("LeaveIncarnation");
            throw e;
        }
    }

    private void put(StreamPlan plan, long epoch, int rejected) {
        plans.put(
                plan.source().name(),
                new StreamPlan(
                        plan.source(),
                        plan.gate(),
                        plan.preventSelfApproval(),
                        plan.views(),
                        plan.roles(),
                        epoch,
                        rejected,
                        plan.corrects()));
    }

    @Override
    public void host(StreamInstanceInput instance) {
        faults.hit("HostStream");
        String id = CanonicalIds.streamInstance(instance);
        ActivityExecutionContext context = Activity.getExecutionContext();
        begin(id);
        boolean clean = false;
        try {
            while (true) {
                clean = true;
                context.heartbeat(null);
                clean = false;
                pause(id);
            }
        } finally {
            end(id, clean);
        }
    }

    private synchronized void begin(String id) {
        begun.add(id);
        running.add(id);
    }

    private synchronized void end(String id, boolean clean) {
        running.remove(id);
        if (clean) {
            closed.add(id);
        }
    }

    private synchronized void pause(String id) {
        @Nullable RuntimeException failure = failing.remove(id);
        if (failure != null) {
            throw failure;
        }
        try {
            wait(HEARTBEAT_MILLIS);
        } catch (InterruptedException e) {
            throw Activity.wrap(e);
        }
    }
}
