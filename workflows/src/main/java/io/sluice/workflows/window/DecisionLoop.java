package io.sluice.workflows.window;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits for people, for as long as it takes: writes every decision down, minds the clock, ends when the window has. */
public final class DecisionLoop {
    private final GateDesk desk;
    private final Journal journal;
    private final Runnable changed;

    /** @param changed called after every decision and every step of the clock */
    public DecisionLoop(GateDesk desk, Journal journal, Runnable changed) {
        this.desk = desk;
        this.journal = journal;
        this.changed = changed;
    }

    /** Waits until somebody has decided. */
    public Ending await() {
        while (desk.window().ending() == null) {
            awaitNews();
            journal.record();
            changed.run();
        }
        return desk.window().ending();
    }

    private void awaitNews() {
        DecisionWindow window = desk.window();
        Optional<DecisionClock.Tick> tick = window.clock().next(window.policy());
        if (tick.isEmpty()) {
            Workflow.await(journal::hasUnrecorded);
        } else {
            awaitNewsOr(tick.get());
        }
    }

    /** A decision cancels the timer; one that fires later, or while somebody's identity is being checked, changes nothing. */
    private void awaitNewsOr(DecisionClock.Tick tick) {
        Timer timer = new Timer(tick);
        Workflow.await(() -> journal.hasUnrecorded() || (timer.fired() && !desk.isChecking()));
        if (journal.hasUnrecorded()) {
            timer.cancel();
        } else {
            desk.tick(tick.step());
        }
    }

    /** A timer that can be taken back. */
    private static final class Timer {
        private final CancellationScope scope;
        private @Nullable Promise<Void> promise;

        Timer(DecisionClock.Tick tick) {
            long millis = Math.max(1, tick.at() - Workflow.currentTimeMillis());
            TimerOptions options = TimerOptions.newBuilder()
                    .setSummary("nobody decided: " + tick.step().name().toLowerCase(Locale.ROOT))
                    .build();
            scope = Workflow.newCancellationScope(
                    () -> promise = Workflow.newTimer(Duration.ofMillis(millis), options));
            scope.run();
        }

        boolean fired() {
            return promise != null && promise.isCompleted();
        }

        void cancel() {
            scope.cancel("somebody decided");
        }
    }
}
