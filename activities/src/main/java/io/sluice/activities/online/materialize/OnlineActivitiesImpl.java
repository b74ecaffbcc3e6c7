package io.sluice.activities.online.materialize;

import io.sluice.activities.heartbeat.Heartbeats;
import io.sluice.activities.online.OnlineStoreRefusedException;
import io.sluice.activities.online.OnlineStoreUnavailableException;
import io.sluice.activities.online.materialize.load.Progress;
import io.sluice.activities.online.reader.UnreadablePointerException;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.online.MaterializationCounts;
import io.sluice.workflows.online.MaterializationPlan;
import io.sluice.workflows.online.MaterializationRequest;
import io.sluice.workflows.online.OnlineActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The online activities over a {@link Materializer}: heartbeats that say how far it is and where the next try goes on, and
 * failures whose type says whether a retry helps.
 */
public final class OnlineActivitiesImpl implements OnlineActivities {
    private static final String UNAVAILABLE = "OnlineStoreUnavailable";

    private final Materializer materializer;
    private final Heartbeats heartbeats;

    @Inject
    public OnlineActivitiesImpl(Materializer materializer, Heartbeats heartbeats) {
        this.materializer = materializer;
        this.heartbeats = heartbeats;
    }

    @Override
    public MaterializationPlan plan(MaterializationRequest request) {
        return beating(() -> materializer.plan(request));
    }

    @Override
    public MaterializationCounts materialize(MaterializationPlan plan) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        Progress resumed = context.getHeartbeatDetails(Progress.class).orElse(null);
        AtomicReference<@Nullable Progress> latest = new AtomicReference<>(resumed);
        AtomicBoolean cancelled = new AtomicBoolean();
        return heartbeats.during(
                ignored -> context.heartbeat(latest.get()),
                () -> cancelled.set(true),
                () -> plainly(() -> materializer.materialize(plan, resumed, progress -> {
                    latest.set(progress);
                    if (cancelled.get()) {
                        throw new CanceledFailure("Materialisation ended between two batches");
                    }
                })));
    }

    @Override
    public void activate(MaterializationPlan plan) {
        beating(() -> {
            materializer.activate(plan);
            return plan;
        });
    }

    private <T> T beating(Supplier<T> body) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        return heartbeats.during(context::heartbeat, () -> {}, () -> plainly(body));
    }

    private static <T> T plainly(Supplier<T> body) {
        try {
            return body.get();
        } catch (OnlineStoreUnavailableException e) {
            throw ApplicationFailure.newFailureWithCause(String.valueOf(e.getMessage()), UNAVAILABLE, e);
        } catch (OnlineStoreRefusedException | UnreadablePointerException e) {
            throw ApplicationFailure.newNonRetryableFailureWithCause(
                    String.valueOf(e.getMessage()), FailureTypes.MISCONFIGURED, e);
        }
    }
}
