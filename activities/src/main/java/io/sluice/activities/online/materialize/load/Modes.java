package io.sluice.activities.online.materialize.load;

import java.util.List;

/** The modes of {@code OnlineMaterialization}, spelled as people type them. Source: workflows.md §1. */
public final class Modes {
    /** Writes the entities that differ from what was materialised last. */
    static final String INCREMENTAL = "INCREMENTAL";

    /** Writes every entity into the live generation. */
    static final String FULL = "FULL";

    /** Loads a new generation, compares it with the release, then makes it live. */
    public static final String REBUILD = "REBUILD";

    /** Compares every entity with the release and writes nothing. */
    public static final String VERIFY = "VERIFY";

    public static final List<String> ALL = List.of(INCREMENTAL, FULL, REBUILD, VERIFY);

    private Modes() {}
}
