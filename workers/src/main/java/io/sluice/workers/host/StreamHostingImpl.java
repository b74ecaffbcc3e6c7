package io.sluice.workers.host;

import static java.util.Objects.requireNonNull;

import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedFactory;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.stream.StreamHosting;
import io.sluice.workflows.stream.StreamInstanceInput;
import io.sluice.workflows.stream.StreamRole;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hosts one app or sink for as long as its workflow wants it. */
public final class StreamHostingImpl implements StreamHosting {
    private static final Logger LOG = LoggerFactory.getLogger(StreamHostingImpl.class);

    private final Map<StreamRole, HostedFactory> factories;
    private final BiFunction<StreamInstanceInput, Path, Begun> incarnate;
    private final StateFolders folders;
    private final Duration reports;
    private final CompletableFuture<Void> stopping = new CompletableFuture<>();

    /**
     * Creates it.
     *
     * @param factories what this build can host
     * @param reports how often the lane is told where an app stands
     */
    public StreamHostingImpl(
            Map<StreamRole, HostedFactory> factories, Incarnate incarnate, StateFolders folders, Duration reports) {
        this(factories, requireNonNull(incarnate, "incarnate is null")::stream, folders, reports);
    }

    StreamHostingImpl(
            Map<StreamRole, HostedFactory> factories,
            BiFunction<StreamInstanceInput, Path, Begun> incarnate,
            StateFolders folders,
            Duration reports) {
        this.factories = Map.copyOf(factories);
        this.incarnate = requireNonNull(incarnate, "incarnate is null");
        this.folders = requireNonNull(folders, "folders is null");
        this.reports = requireNonNull(reports, "reports is null");
    }

    @Override
    public void host(StreamInstanceInput instance) {
        String id = CanonicalIds.streamInstance(instance);
        // Beats from the beginning to the end: compiling expressions and closing an app take longer than a silence may
        // last.
        try (Beat beat = Beat.begin(Activity.getExecutionContext());
                StateFolders.Taken folder = folders.take(id)) {
            HostedFactory factory = factory(instance);
            Begun begun = incarnate.apply(instance, folder.path());
            LOG.info("{}: begins, epoch {}", id, begun.stream().epoch());
            Hosted app = factory.make(instance, begun.stream());
            try {
                run(app, beat, new Reporter(begun.reports(id), app, reports));
            } finally {
                app.close();
                LOG.info("{}: closed", id);
            }
            beat.rethrow();
            if (stopping.isDone() && app.failure().isEmpty()) {
                throw HostFailures.workerStops();
            }
            throw app.failure().orElseGet(() -> new IllegalStateException("It ended by itself: " + id));
        } catch (Throwable e) {
            throw HostFailures.of(e);
        }
    }

    /**
     * Has everything that is hosted here closed, so that another worker goes on from there at once; returns before it has. What is
     * hosted from now on closes before it starts.
     */
    public void stop() {
        stopping.complete(null);
    }

    private void run(Hosted app, Beat beat, Reporter reporter) throws InterruptedException {
        try (reporter) {
            if (beat.isOver() || stopping.isDone()) {
                return;
            }
            app.prepare(beat::rethrow);
            app.start();
            reporter.start();
            CompletableFuture.anyOf(app.ended(), beat.over(), stopping).get();
        } catch (ExecutionException e) {
            LOG.info("An app's end is told by its failure", e);
        }
    }

    private HostedFactory factory(StreamInstanceInput instance) {
        HostedFactory factory = factories.get(StreamRole.named(instance.role()));
        if (factory == null) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "This build hosts no %s: the workers of the queue sluice-stream have %s"
                            .formatted(
                                    instance.role(),
                                    factories.keySet().stream()
                                            .sorted()
                                            .map(StreamRole::typed)
                                            .toList()),
                    FailureTypes.NOT_AVAILABLE);
        }
        return factory;
    }
}
