package io.sluice.activities.reader;

/** Paths where Hadoop expects glob patterns. */
final class Globs {
    private Globs() {}

    /** A pattern that matches exactly this path. */
    static String literal(String path) {
        return path.replaceAll("([\\\\*?\\[\\]{}])", "\\\\$1");
    }
}
