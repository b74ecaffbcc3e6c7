package io.sluice.definitions.accept;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Source;
import java.util.List;

/**
 * What decides about the records of a source in one partition of its log. Part of an incarnation: another value of any of
 * these needs a new one.
 *
 * @param sourcePartitions of the source's topic
 * @param allowedLateness milliseconds
 * @param maxFutureSkew milliseconds
 * @param cutover epoch milliseconds, from which on the stream counts; {@link Long#MIN_VALUE} without history
 * @param admittedMemory how long, in milliseconds before the clock, identities of admitted events are kept; {@link #FOREVER}
 * @param rejected ranges of offsets of this log partition
 */
public record AcceptRules(
        int sourcePartitions,
        long allowedLateness,
        long maxFutureSkew,
        long cutover,
        long admittedMemory,
        long epoch,
        RejectedRanges rejected) {
    /** Something that is never forgotten. */
    public static final long FOREVER = Long.MAX_VALUE;

    public AcceptRules {
        requireNonNull(rejected, "rejected is null");
        if (sourcePartitions < 1 || allowedLateness < 0 || maxFutureSkew < 0 || admittedMemory < 0 || epoch < 0) {
            throw new IllegalArgumentException(
                    "Invalid accept rules: %d partitions, lateness %d, skew %d, memory %d, epoch %d"
                            .formatted(sourcePartitions, allowedLateness, maxFutureSkew, admittedMemory, epoch));
        }
    }

    /** The rules of a source for an incarnation; {@code features} are all that read it. */
    public static AcceptRules of(
            Source source, List<Feature> features, int sourcePartitions, long epoch, RejectedRanges rejected) {
        return new AcceptRules(
                sourcePartitions,
                source.allowedLateness().toMillis(),
                source.maxFutureSkew().toMillis(),
                source.cutover() == null ? Long.MIN_VALUE : source.cutover().toEpochMilli(),
                memory(features),
                epoch,
                rejected);
    }

    /** The longest window + hop, or ttl + 2 ms, of features; {@link #FOREVER} when one never ends. Milliseconds. */
    static long memory(List<Feature> features) {
        long longest = 0;
        for (Feature feature : features) {
            longest = Math.max(longest, memory(feature));
        }
        return longest;
    }

    private static long memory(Feature feature) {
        Feature.Window window = feature.window();
        if (window != null) {
            return window.length() == null
                    ? FOREVER
                    : window.length().plus(window.hop()).toMillis();
        }
        if (feature.isDerived()) {
            return 0;
        }
        return feature.ttl() == null ? FOREVER : feature.ttl().toMillis() + 2;
    }
}
