package io.sluice.workers.bench;

/**
 * How much of the full size is measured: {@code -Dsluice.bench.scale=0.02} for a trial, whose numbers are printed but not kept.
 */
record Scale(double part) {
    static Scale asked() {
        return new Scale(Double.parseDouble(System.getProperty("sluice.bench.scale", "1")));
    }

    Scale {
        if (!(part > 0 && part <= 1)) {
            throw new IllegalArgumentException("Invalid scale, expected above 0 and at most 1: " + part);
        }
    }

    boolean isFull() {
        return part == 1;
    }

    int of(int full) {
        return Math.max(1, (int) (full * part));
    }
}
