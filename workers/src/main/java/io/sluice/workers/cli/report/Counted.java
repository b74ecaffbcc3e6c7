package io.sluice.workers.cli.report;

/** Numbers of things, as people say them. */
public final class Counted {
    private Counted() {}

    /** {@code 1 entity}, {@code 2 entities}. */
    public static String of(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
