package io.sluice.definitions.model;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named set of features of one entity: the unit that is gated, published, versioned, materialised and granted.
 *
 * @param features in the order of their names, which tables and slots have
 * @param publish whether it follows what is published into its sources
 */
public record View(
        String name,
        String entity,
        List<String> features,
        @Nullable String gate,
        @Nullable Duration onlineTtl,
        Materialization materialization,
        @Nullable Duration freshness,
        @Nullable String schedule,
        Publish publish,
        List<String> readers,
        @Nullable String owner)
        implements Serializable {
    /** Whether a release is materialised by itself. */
    public enum Materialization {
        ON_RELEASE,
        MANUAL
    }

    /** Whether a partition that was published into one of its sources leads to the next release by itself. */
    public enum Publish {
        AUTO,
        MANUAL
    }

    public View {
        features = List.copyOf(features);
        readers = List.copyOf(readers);
    }
}
