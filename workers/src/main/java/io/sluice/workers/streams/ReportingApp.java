package io.sluice.workers.streams;

import static java.util.Objects.requireNonNull;

import io.sluice.workflows.stream.PartitionCheckpoint;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An app of Kafka Streams with what tells where it stands. */
public final class ReportingApp implements Hosted {
    private final HostedApp app;
    private final Progress progress;
    private final Consumer<Wanted> first;

    public ReportingApp(HostedApp app, Progress progress) {
        this(app, progress, wanted -> {});
    }

    /** One before whose start something has to be done. */
    public ReportingApp(HostedApp app, Progress progress, Consumer<Wanted> first) {
        this.first = requireNonNull(first, "first is null");
        this.app = requireNonNull(app, "app is null");
        this.progress = requireNonNull(progress, "progress is null");
    }

    @Override
    public void prepare(Wanted wanted) {
        first.accept(wanted);
    }

    @Override
    public void start() {
        app.start();
    }

    @Override
    public CompletableFuture<Void> ended() {
        return app.ended();
    }

    @Override
    public Optional<Throwable> failure() {
        return app.failure();
    }

    @Override
    public List<PartitionCheckpoint> checkpoints() {
        return progress.checkpoints();
    }

    @Override
    public void close() {
        app.close();
        progress.close();
    }
}
