package io.sluice.workflows.stream;

import io.sluice.workflows.input.OneOf;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code StreamInstance}: which app or sink it hosts. The same input always means the same app: its consumer groups,
 * transactional ids and state are named after it.
 *
 * @param view of the roles view and online-sink
 * @param version of that view: v1, v2, …
 * @param number 1 for the first process of this app, 2 for one that shares its partitions, …
 */
public record StreamInstanceInput(
        String source,

        @OneOf({"accept", "view", "lake-sink", "online-sink"})
        String role,

        @Nullable String view,
        @Nullable String version,
        int number) {
    public StreamInstanceInput {
        boolean ofView = role.equals("view") || role.equals("online-sink");
        if (ofView && (view == null || version == null)) {
            throw new IllegalArgumentException("field %s is missing: role %s belongs to one version of one view"
                    .formatted(view == null ? "view" : "version", role));
        }
        if (!ofView && (view != null || version != null)) {
            throw new IllegalArgumentException("fields view and version only go with the roles view and online-sink");
        }
        if (number < 1) {
            throw new IllegalArgumentException("field number must be at least 1, not " + number);
        }
    }

    /** An app or sink of the source as a whole. */
    public static StreamInstanceInput of(String source, StreamRole role, int number) {
        return new StreamInstanceInput(source, role.typed(), null, null, number);
    }

    /** An app or sink of one version of a view. */
    public static StreamInstanceInput of(String source, StreamRole role, PlannedView view, int number) {
        return new StreamInstanceInput(
                source, role.typed(), view.view().name(), view.view().version(), number);
    }

    /** {@code user_activity_v3}; empty for what belongs to no view. */
    public String viewVersion() {
        return view == null ? "" : view + "_" + version;
    }
}
