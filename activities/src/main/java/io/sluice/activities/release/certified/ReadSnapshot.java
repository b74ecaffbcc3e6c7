package io.sluice.activities.release.certified;

/**
 * A snapshot of a trusted table that a day of a view was computed from, or compared with.
 *
 * @param sequence grows with every commit of the table
 */
record ReadSnapshot(long id, long sequence) {}
