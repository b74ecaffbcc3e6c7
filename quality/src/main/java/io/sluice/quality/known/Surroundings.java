package io.sluice.quality.known;

import io.sluice.quality.history.History;
import io.sluice.quality.pinned.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What expectations may know besides the rows. Asked only for what an expectation needs. The same question gives the same
 * answer for the same snapshot, however often it is audited: no clock, nothing that moves on. What is not known makes an
 * expectation that needs it UNKNOWN, and so does what is thrown.
 */
public interface Surroundings {
    /** Nothing besides the rows, as for a file on a laptop. */
    Surroundings NONE = new Surroundings() {};

    /** The first instant after the partition; empty for data without partitions. */
    default Optional<Instant> partitionEnd() {
        return Optional.empty();
    }

    /** When the rows were extracted at their origin; empty when nobody said. */
    default Optional<Instant> extractionTime() {
        return Optional.empty();
    }

    /** The files that the rows came from; empty when they did not come from files. */
    default Optional<List<ReceivedFile>> files() {
        return Optional.empty();
    }

    /** Whether the rows came from a stream and none of them in files, so that nothing can be asked of files. */
    default boolean isStreamed() {
        return false;
    }

    /** What the supplier announced beside these files; empty when nothing was announced. */
    default Optional<SupplierManifest> manifest() {
        return Optional.empty();
    }

    /** How many rows the files held, whatever became of them; empty when nobody counted. */
    default Optional<Long> receivedRows() {
        return Optional.empty();
    }

    /**
     * The certified rows of another table. Every question of one audit for a name is answered with the same snapshot.
     *
     * @param name for example {@code trusted.users}, or {@code trusted.users@123} for a snapshot of it
     * @return empty when there is no such table
     */
    default Optional<KnownTable> table(String name) {
        return Optional.empty();
    }

    /**
     * The stored profile of a column that an expectation pins.
     *
     * @param reference for example {@code 2010-12-01}
     * @return empty when there is none and none can be made
     */
    default Optional<Profile> profile(String reference, String column) {
        return Optional.empty();
    }

    /** What was measured on earlier certified partitions. */
    default History history() {
        return History.none();
    }

    /** What the history is of, for messages. */
    default String earlier() {
        return "earlier certified partitions";
    }
}
