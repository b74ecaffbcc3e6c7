package io.sluice.workers.online;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.served.ServedArchive;
import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedFactory;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.HostedView;
import io.sluice.workflows.stream.StreamInstanceInput;
import java.time.Duration;

/** Online sinks. */
public final class OnlineSinkFactory implements HostedFactory {
    private final OnlineStore store;
    private final Lake lake;
    private final Duration every;

    /**
     * Takes what all sinks share.
     *
     * @param every how often what the store took is archived
     */
    public OnlineSinkFactory(OnlineStore store, Lake lake, Duration every) {
        this.store = requireNonNull(store, "store is null");
        this.lake = requireNonNull(lake, "lake is null");
        this.every = requireNonNull(every, "every is null");
    }

    @Override
    public Hosted make(StreamInstanceInput instance, HostedStream stream) {
        HostedView view = stream.requireView();
        return new OnlineSink(
                new SinkInput(
                        stream.settings().bootstrapServers(),
                        view.plan(),
                        view.source(),
                        view.version(),
                        instance.number(),
                        view.featureVersions()),
                store,
                new ServedArchive(lake, view.plan().view().name()),
                every);
    }
}
