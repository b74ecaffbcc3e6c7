package io.sluice.activities.archive;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.accept.LogRecord;

/**
 * A record of the log with its place.
 *
 * @param partition of the log
 * @param loggedAt when the log took it, by the broker's clock, epoch milliseconds
 */
public record ArchivedRecord(int partition, long offset, long loggedAt, LogRecord record) {
    public ArchivedRecord {
        requireNonNull(record, "record is null");
    }
}
