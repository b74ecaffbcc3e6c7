package io.sluice.workflows.stream;

/**
 * What a new incarnation began with.
 *
 * @param epoch that runs now
 * @param decided records of the log that were decided again; 0 also where that had been done before
 * @param rejected of these, rows that people rejected
 */
public record IncarnationBegun(long epoch, long decided, long rejected) {}
