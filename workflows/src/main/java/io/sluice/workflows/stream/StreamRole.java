package io.sluice.workflows.stream;

import java.util.Arrays;
import java.util.Locale;

/** What an instance runs, in the order in which data passes through them. Source: architecture.md §6. */
public enum StreamRole {
    /** Decides every record of the source once and writes the one log. */
    ACCEPT,
    /** Keeps the state of one version of one view and writes its updates. */
    VIEW,
    /** Archives the log into the lake. */
    LAKE_SINK,
    /** Writes the updates of one version of one view into the online store. */
    ONLINE_SINK;

    /** The name in ids and inputs: {@code lake-sink}. */
    public String typed() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether there is one for each version of a view. */
    public boolean ofView() {
        return this == VIEW || this == ONLINE_SINK;
    }

    /** Which of them stop together when a lane is drained: 0 first, when nothing more shall come in. */
    public int stage() {
        return Math.min(ordinal(), LAKE_SINK.ordinal());
    }

    /** The role of this name; an input has been checked before. */
    public static StreamRole named(String typed) {
        return Arrays.stream(values())
                .filter(role -> role.typed().equals(typed))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Invalid role: " + typed));
    }
}
