package io.sluice.activities.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.ActivityCanceledException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HeartbeatsTest {
    private final Heartbeats heartbeats = new Heartbeats(Duration.ofMillis(1));

    @AfterEach
    void close() {
        heartbeats.close();
    }

    @Test
    void beatsWhileTheBodyRuns() {
        CountDownLatch beats = new CountDownLatch(3);

        String result = heartbeats.during(detail -> beats.countDown(), () -> {}, () -> await(beats));

        assertThat(result).isEqualTo("done");
    }

    @Test
    void cancelsAgainAndAgainUntilTheBodyEnds() {
        CountDownLatch cancels = new CountDownLatch(3);

        assertThatThrownBy(() -> heartbeats.during(
                        detail -> {
                            throw new ActivityCanceledException();
                        },
                        cancels::countDown,
                        () -> {
                            await(cancels);
                            throw new IllegalStateException("stopped");
                        }))
                .isInstanceOf(ActivityCanceledException.class);
    }

    @Test
    void keepsTheResultOfABodyThatFinishedAnyway() {
        CountDownLatch cancelled = new CountDownLatch(1);

        assertThat(heartbeats.during(
                        detail -> {
                            throw new ActivityCanceledException();
                        },
                        cancelled::countDown,
                        () -> await(cancelled)))
                .isEqualTo("done");
    }

    @Test
    void goesOnAfterABeatThatFailed() {
        CountDownLatch beats = new CountDownLatch(3);
        AtomicBoolean cancelled = new AtomicBoolean();

        heartbeats.during(
                detail -> {
                    beats.countDown();
                    throw new IllegalStateException("the server is away");
                },
                () -> cancelled.set(true),
                () -> await(beats));

        assertThat(cancelled).isFalse();
    }

    private static String await(CountDownLatch latch) {
        try {
            latch.await();
            return "done";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
