package io.sluice.quality.audit;

/** How one rule did. */
public enum Status {
    PASSED,
    FAILED,
    /** It could not be evaluated; counts as an error, whatever its severity. */
    UNKNOWN
}
