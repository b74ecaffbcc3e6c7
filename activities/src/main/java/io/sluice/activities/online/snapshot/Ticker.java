package io.sluice.activities.online.snapshot;

/** Calls something at every so-many rows. */
final class Ticker {
    private static final int EVERY = 10_000;

    private final Runnable alive;
    private int rows;

    Ticker(Runnable alive) {
        this.alive = alive;
    }

    void tick() {
        if (++rows % EVERY == 0) {
            alive.run();
        }
    }
}
