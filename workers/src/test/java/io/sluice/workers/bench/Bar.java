package io.sluice.workers.bench;

/**
 * A target and what was measured against it.
 *
 * @param id of the row, for example P10; rows are kept by it
 * @param ratio measured over target, above 1 is better
 */
record Bar(String id, String what, String target, String measured, double ratio) {
    boolean isMet() {
        return ratio >= 1;
    }
}
