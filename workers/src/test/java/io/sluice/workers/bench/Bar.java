package io.sluice.workers.bench;

/**
 * A target and what was measured against it.
 *
 * @param id of the row, for example P10; rows are kept by it
 * @param ratio how much better than the target it is, 1 or more if met; NaN without a target
 */
record Bar(String id, String what, String target, String measured, double ratio) {
    /** The ratio and what it means. */
    String verdict() {
        return Double.isNaN(ratio) ? "–" : Times.text("%.2f %s", ratio, ratio >= 1 ? "met" : "**missed**");
    }
}
