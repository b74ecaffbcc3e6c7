package io.sluice.workers.host;

import static java.util.Objects.requireNonNull;

import io.sluice.workers.streams.AppSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How this worker hosts.
 *
 * @param partitions of the log of a stream that is begun; null: as many as its topic has
 * @param replication copies of the topics that are made
 */
public record HostSettings(
        String bootstrapServers,
        Duration commit,
        int standbys,
        int replication,
        @Nullable Integer partitions) {
    public HostSettings {
        requireNonNull(bootstrapServers, "bootstrapServers is null");
        requireNonNull(commit, "commit is null");
    }

    /** Settings of an app whose state is in a folder. */
    AppSettings app(Path stateFolder) {
        return new AppSettings(bootstrapServers, stateFolder, commit, 1, standbys, replication);
    }

    OptionalInt logPartitions() {
        return partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions);
    }
}
