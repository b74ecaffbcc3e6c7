package io.sluice.definitions.online;

/** How far an online value can be trusted, best first. */
public enum OnlineStatus {
    /** There is a value, and it holds at the instant or ended no longer ago than the view's freshness. */
    PRESENT,
    /** There is a value that ended longer ago than the view's freshness. */
    STALE,
    /** There is no value; the null policy's stands for it. */
    MISSING;

    /** The worse of two. */
    public OnlineStatus worse(OnlineStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
