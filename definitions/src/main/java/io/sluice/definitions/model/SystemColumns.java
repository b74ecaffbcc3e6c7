package io.sluice.definitions.model;

/**
 * Names of the columns that Sluice adds to the tables of sources. Iceberg keeps {@code _file}, {@code _pos},
 * {@code _partition}, {@code _spec_id}, {@code _deleted} and {@code _row_id} for itself: Spark cannot read a table that has a
 * column of its own with such a name ("multiple fields for name _partition").
 */
public final class SystemColumns {
    /** The source's own partition label: the unit that is landed, gated and replaced. */
    public static final String PARTITION = "_partition_label";

    /** The event time in milliseconds. */
    public static final String EVENT_TIME = "_event_time";

    public static final String EVENT_ID = "_event_id";

    public static final String RUN = "_run";

    public static final String ATTEMPT = "_attempt";

    private SystemColumns() {}
}
