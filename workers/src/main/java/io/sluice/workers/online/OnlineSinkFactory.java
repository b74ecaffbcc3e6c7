package io.sluice.workers.online;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.online.OnlineStore;
import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedFactory;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.HostedView;
import io.sluice.workflows.stream.StreamInstanceInput;

/** Online sinks. */
public final class OnlineSinkFactory implements HostedFactory {
    private final OnlineStore store;

    public OnlineSinkFactory(OnlineStore store) {
        this.store = requireNonNull(store, "store is null");
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
                store);
    }
}
