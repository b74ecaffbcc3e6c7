package io.sluice.activities.ingest.dedup;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of a partition with their status, to be read while their {@link Deciding} is open.
 *
 * @param reused rows kept whose event id comes at another event time, too
 */
public record Decided(Dataset<Row> rows, long reused) {}
