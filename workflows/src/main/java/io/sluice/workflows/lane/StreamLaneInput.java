package io.sluice.workflows.lane;

import org.jspecify.annotations.Nullable;

/**
 * Input of {@code StreamLane}.
 *
 * @param instances how many processes share the partitions of each app and sink, 1 unless given, at most 16
 * @param carried what a run of this lane handed on when its history became too long; not for people
 */
public record StreamLaneInput(
        String source,
        @Nullable Integer instances,
        @Nullable String requestedBy,
        @Nullable String reason,
        @Nullable LaneState carried) {
    private static final int MOST = 16;

    public StreamLaneInput {
        if (instances != null && (instances < 1 || instances > MOST)) {
            throw new IllegalArgumentException(
                    "field instances must be between 1 and %d, not %d".formatted(MOST, instances));
        }
    }

    int each() {
        return instances == null ? 1 : instances;
    }

    StreamLaneInput with(@Nullable LaneState state, @Nullable String requester) {
        return new StreamLaneInput(source, instances, requester, reason, state);
    }
}
