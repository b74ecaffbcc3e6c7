package io.sluice.workflows.lane;

import io.sluice.workflows.input.OneOf;

/**
 * Object of the signal {@code stop}.
 *
 * @param mode drain: nothing more is accepted, and apps and sinks close when they have caught up; now: all close at once, and
 *     what is not served yet is served by the next lane
 */
public record Stop(
        String by,
        String reason,
        @OneOf({Stop.DRAIN, Stop.NOW}) String mode) {
    /** What was accepted is archived and served first. */
    public static final String DRAIN = "drain";
    /** At once. */
    public static final String NOW = "now";

    /** Whether to wait for what was accepted. */
    boolean drains() {
        return mode.equals(DRAIN);
    }
}
