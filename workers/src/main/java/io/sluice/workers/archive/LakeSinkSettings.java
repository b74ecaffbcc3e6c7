package io.sluice.workers.archive;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When a lake sink appends: what bounds the number of files from above and how far the lake is behind from below.
 *
 * @param every after the first record that is not appended yet
 * @param rows at most in one append
 */
public record LakeSinkSettings(Duration every, int rows) {
    /** A file a minute, of at most 200,000 rows. */
    public static final LakeSinkSettings DEFAULT = new LakeSinkSettings(Duration.ofMinutes(1), 200_000);

    public LakeSinkSettings {
        requireNonNull(every, "every is null");
        if (rows < 1) {
            throw new IllegalArgumentException("Invalid number of rows: " + rows);
        }
    }
}
