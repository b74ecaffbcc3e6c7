package io.sluice.activities.online.reader;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a view's pointer says: which generation is live, and everything needed to read it.
 *
 * @param format {@link #FORMAT}; a reader refuses a greater one
 * @param revision counts every swap, so that a pointer never returns to an earlier text
 * @param live null while the first generation is being loaded
 * @param loading writes that began and were not yet activated: their keys may hold values that live does not know
 * @param retired generations that were live before; their keys may be removed
 */
public record Pointer(
        int format, long revision, String view, @Nullable Live live, List<Target> loading, List<Target> retired) {
    /** The format that this software writes. */
    public static final int FORMAT = 1;

    /**
     * What is written: the values of one table snapshot at one instant, or, before there is a release, only those of streams.
     *
     * @param release for example {@code customer_activity@v1-000001}; null before the first
     * @param releaseNumber 0 before the first release
     * @param table of the view's version
     * @param snapshotId empty before the first release
     * @param asOf ISO instant
     */
    public record Target(
            long generation,
            @Nullable String release,
            long releaseNumber,
            String table,
            String snapshotId,
            String asOf) {
        /** A generation that only streams have written so far: older than every release. */
        public static Target ofStreams(long generation, String table) {
            return new Target(generation, null, 0, table, "", Instant.EPOCH.toString());
        }

        /** Whether it holds a release. */
        public boolean hasRelease() {
            return release != null;
        }

        public Instant asOfInstant() {
            return Instant.parse(asOf);
        }
    }

    /**
     * The live generation.
     *
     * @param definitionVersion of the view
     * @param freshnessMs how long a value is served past its validity; null when the view does not say
     * @param features in the order of the view
     */
    public record Live(
            Target target,
            String definitionVersion,
            List<KeyColumn> keys,
            @Nullable Long freshnessMs,
            List<ServedFeature> features) {
        public Live {
            keys = List.copyOf(keys);
            features = List.copyOf(features);
        }
    }

    /** A key column with its type as in a definition. */
    public record KeyColumn(String name, String type) {}

    public Pointer {
        loading = List.copyOf(loading);
        retired = List.copyOf(retired);
    }

    /** The pointer of a view before anything was written. */
    public static Pointer none(String view) {
        return new Pointer(FORMAT, 0, view, null, List.of(), List.of());
    }

    /** A generation that nothing was ever written to. */
    public long nextGeneration() {
        Stream<Target> known = Stream.concat(loading.stream(), retired.stream());
        long newest = known.mapToLong(Target::generation).max().orElse(0);
        return 1 + Math.max(newest, live == null ? 0 : live.target().generation());
    }
}
