package io.sluice.workers.host;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.model.Source;
import io.sluice.workers.broker.StreamSources;
import io.sluice.workers.config.ConfigException;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedFactory;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.Wanted;
import io.sluice.workers.topic.TopicException;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.stream.PartitionCheckpoint;
import io.sluice.workflows.stream.StreamHosting;
import io.sluice.workflows.stream.StreamInstanceInput;
import io.sluice.workflows.stream.StreamRole;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamHostingImplTest {
    private static final StreamInstanceInput ACCEPT = StreamInstanceInput.of("clicks", StreamRole.ACCEPT, 1);

    @TempDir
    Path folder;

    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    private final TestingApp app = new TestingApp();
    private @Nullable StreamHostingImpl hosted;

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void whatIsCancelledIsClosedFirst() {
        app.onStart = environment::requestCancelActivity;

        assertThatThrownBy(() -> hosting((instance, stream) -> app).host(ACCEPT))
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(CanceledFailure.class),
                        e -> assertThat(e).hasCauseInstanceOf(CanceledFailure.class),
                        e -> assertThat(e.getClass().getSimpleName()).startsWith("ActivityCanceled"));
        assertThat(app.said).containsExactly("started", "closed");
    }

    @Test
    void aWorkerThatIsAskedToStopClosesWhatItHostsAndLeavesItToOthers() {
        app.onStart = () -> requireNonNull(hosted).stop();

        assertThatThrownBy(() -> hosting((instance, stream) -> app).host(ACCEPT))
                .hasStackTraceContaining("The worker stops")
                .rootCause()
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        e -> assertThat(e.isNonRetryable()).isFalse());
        assertThat(app.said).containsExactly("started", "closed");
    }

    @Test
    void whatIsCancelledWhileItIsPreparedIsNotStarted() {
        app.onPrepare = wanted -> {
            environment.requestCancelActivity();
            while (true) {
                wanted.check();
            }
        };

        assertThatThrownBy(() -> hosting((instance, stream) -> app).host(ACCEPT))
                .isInstanceOf(Exception.class);
        assertThat(app.said).containsExactly("closed");
    }

    @Test
    void whatEndsAnAppIsTheFailureAfterItIsClosed() {
        app.onStart = () -> app.fail(new TopicException("raw", "Topic raw is gone"));

        assertThatThrownBy(() -> hosting((instance, stream) -> app).host(ACCEPT))
                .hasStackTraceContaining("Topic raw is gone");
        assertThat(app.said).containsExactly("started", "closed");
    }

    @Test
    void theTypeOfAFailureSaysWhetherPeopleMendIt() {
        assertType(new TopicException("raw", "Topic raw is gone"), FailureTypes.MISCONFIGURED, true);
        assertType(new ConfigException("Invalid key"), FailureTypes.MISCONFIGURED, true);
        assertType(new IllegalArgumentException("Invalid view"), FailureTypes.BAD_DEFINITION, true);
        assertType(new IllegalStateException("The broker went away"), "IllegalStateException", false);
        assertType(new NullPointerException(), "NullPointerException", false);
        CanceledFailure cancelled = new CanceledFailure("closed");
        assertThat(HostFailures.of(cancelled)).isSameAs(cancelled);
        // what a heartbeat throws once the worker's shutdown has begun
        assertType(new ActivityWorkerShutdownException(), "WorkerStops", false);
    }

    private static void assertType(Throwable cause, String type, boolean nobodyRetries) {
        ApplicationFailure failure = (ApplicationFailure) HostFailures.of(cause);
        assertThat(failure.getType()).isEqualTo(type);
        assertThat(failure.isNonRetryable()).isEqualTo(nobodyRetries);
    }

    @Test
    void aRoleThatThisBuildHasNotIsNamed() {
        assertThatThrownBy(() -> hosting((instance, stream) -> app)
                        .host(StreamInstanceInput.of("clicks", StreamRole.LAKE_SINK, 1)))
                .hasStackTraceContaining(
                        "This build hosts no lake-sink: the workers of the queue sluice-stream have [accept]");
    }

    private StreamHosting hosting(HostedFactory factory) {
        Source source = StreamSources.clicks("clicks", "raw");
        HostedStream stream = new HostedStream(
                new DefinitionRef("source", "clicks", "v1", "f"),
                source,
                AcceptRules.of(source, List.of(), 1, 1, RejectedRanges.NONE),
                1,
                null,
                null,
                AppSettings.local("127.0.0.1:1", folder));
        hosted = new StreamHostingImpl(
                Map.of(StreamRole.ACCEPT, factory),
                (instance, state) -> new Begun(instance, stream),
                new StateFolders(folder),
                Duration.ofHours(1));
        environment.registerActivitiesImplementations(hosted);
        return environment.newActivityStub(
                StreamHosting.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .setHeartbeatTimeout(Duration.ofSeconds(30))
                        .setRetryOptions(
                                RetryOptions.newBuilder().setMaximumAttempts(1).build())
                        .build());
    }

    /** An app that says what is done to it. */
    private static final class TestingApp implements Hosted {
        private final List<String> said = new ArrayList<>();
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private Runnable onStart = () -> {};
        private Consumer<Wanted> onPrepare = wanted -> {};
        private @Nullable Throwable failure;

        void fail(Throwable cause) {
            failure = cause;
            ended.complete(null);
        }

        @Override
        public void prepare(Wanted wanted) {
            onPrepare.accept(wanted);
        }

        @Override
        public void start() {
            said.add("started");
            onStart.run();
        }

        @Override
        public CompletableFuture<Void> ended() {
            return ended;
        }

        @Override
        public Optional<Throwable> failure() {
            return Optional.ofNullable(failure);
        }

        @Override
        public List<PartitionCheckpoint> checkpoints() {
            return List.of();
        }

        @Override
        public void close() {
            said.add("closed");
        }
    }
}
