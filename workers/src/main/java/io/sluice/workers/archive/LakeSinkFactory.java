package io.sluice.workers.archive;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.archive.Archive;
import io.sluice.activities.lake.Lake;
import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedFactory;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workflows.stream.StreamInstanceInput;

/** Makes lake sinks. All of a source share the partitions of its log. */
public final class LakeSinkFactory implements HostedFactory {
    private final Lake lake;
    private final LakeSinkSettings settings;

    public LakeSinkFactory(Lake lake, LakeSinkSettings settings) {
        this.lake = requireNonNull(lake, "lake is null");
        this.settings = requireNonNull(settings, "settings is null");
    }

    @Override
    public Hosted make(StreamInstanceInput instance, HostedStream stream) {
        return new LakeSink(
                new Archive(lake, stream.source()),
                new LogConsumers(
                        stream.settings().bootstrapServers(), stream.source().name(), instance.number()),
                stream.sourcePartitions(),
                settings);
    }
}
