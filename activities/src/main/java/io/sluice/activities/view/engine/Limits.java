package io.sluice.activities.view.engine;

/**
 * What the engine allows itself.
 *
 * @param heavyRows a key with more rows is spread over tasks; tests set it low
 * @param partials how many partial aggregates a task keeps before it hands them on
 */
public record Limits(long heavyRows, int partials) {
    /** Good for tasks of a gigabyte. */
    public static final Limits DEFAULT = new Limits(100_000, 50_000);
}
