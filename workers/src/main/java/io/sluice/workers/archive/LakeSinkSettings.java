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
    public LakeSinkSettings {
        requireNonNull(every, "every is null");
        if (rows < 1) {
            throw new IllegalArgumentException("Invalid number of rows: " + rows);
        }
    }
}
