package io.sluice.workers.streams;

/** Whether work that takes long is still wanted. Whoever does it asks before each partition, and with each record that it reads. */
public interface Wanted {
    /** For work that nobody takes back. */
    Wanted ALWAYS = () -> {};

    /**
     * Comes back while it is.
     *
     * @throws RuntimeException when it is not: it ends the work as whoever took it back wants it, and what was not committed is as
     *     if it had never been done
     */
    void check();
}
