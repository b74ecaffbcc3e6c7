package io.sluice.activities.fetch.api;

import java.time.Duration;

/** Waits between requests; tests let no time pass. */
public interface Pause {
    void of(Duration duration) throws InterruptedException;

    /** Sleeps. */
    static Pause sleeping() {
        return duration -> Thread.sleep(duration.toMillis());
    }
}
