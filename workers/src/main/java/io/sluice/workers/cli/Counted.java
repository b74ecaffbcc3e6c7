package io.sluice.workers.cli;

/** Numbers of things, as people say them. */
final class Counted {
    private Counted() {}

    /** {@code 1 entity}, {@code 2 entities}. */
    static String of(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
