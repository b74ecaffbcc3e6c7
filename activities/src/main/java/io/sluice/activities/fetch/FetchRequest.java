package io.sluice.activities.fetch;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.model.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the rows of one partition.
 *
 * @param location the address, {@code {partition}} replaced
 * @param from the first instant whose rows may arrive with the partition; null without partitions
 * @param to the first instant after the partition; null without partitions
 * @param run with {@code delivery} the key: the same run and delivery is fetched once
 */
public record FetchRequest(
        Source source,
        String location,
        String partition,
        @Nullable Instant from,
        @Nullable Instant to,
        String run,
        int delivery) {
    public FetchRequest {
        requireNonNull(source, "source is null");
        requireNonNull(location, "location is null");
        requireNonNull(partition, "partition is null");
        requireNonNull(run, "run is null");
    }

    /** The batch lane that is read. */
    public Source.Batch batch() {
        return requireNonNull(source.batch(), "batch is null");
    }

    /** An option of the batch lane. */
    public String option(String name, String absent) {
        return batch().options().getOrDefault(name, absent);
    }

    /** A whole number, which validation has checked. */
    public int number(String name, int absent) {
        String written = batch().options().get(name);
        return written == null ? absent : Integer.parseInt(written);
    }
}
