package io.sluice.workers.accept;

import io.sluice.definitions.accept.LogRecord;

/** A decided record on its way to its partition of the log, which is that of the task that decided. */
record LogEntry(int partition, LogRecord record) {}
