package io.sluice.workers.cli;

/** What a command's exit code says. */
public final class ExitCodes {
    /** Done. */
    public static final int OK = 0;

    /** The command worked; its answer is no (a check failed, an entity is missing). */
    public static final int NO = 1;

    /** Wrong usage or configuration. */
    public static final int USAGE = 2;

    /** A server or file could not be reached. */
    public static final int UNREACHABLE = 3;

    private ExitCodes() {}
}
