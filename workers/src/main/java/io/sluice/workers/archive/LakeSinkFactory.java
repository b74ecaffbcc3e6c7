package io.sluice.workers.archive;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.archive.Archive;
import io.sluice.activities.lake.Lake;
import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedFactory;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workflows.stream.StreamInstanceInput;
import java.util.function.Supplier;

/** Makes lake sinks. All of a source share the partitions of its log. */
public final class LakeSinkFactory implements HostedFactory {
    private final Supplier<Lake> lake;
    private final LakeSinkSettings settings;

    /** The lake is opened when the first sink is made. */
    public LakeSinkFactory(Supplier<Lake> lake, LakeSinkSettings settings) {
        this.lake = requireNonNull(lake, "lake is null");
        this.settings = requireNonNull(settings, "settings is null");
    }

    @Override
    public Hosted make(StreamInstanceInput instance, HostedStream stream) {
        return new LakeSink(
                new Archive(lake.get(), stream.source()),
                new LogConsumers(
                        stream.settings().bootstrapServers(), stream.source().name(), instance.number()),
                stream.sourcePartitions(),
                settings);
    }
}
