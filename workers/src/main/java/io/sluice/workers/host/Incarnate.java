package io.sluice.workers.host;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.stream.Incarnations;
import io.sluice.activities.stream.StreamDefinitions;
import io.sluice.activities.stream.TrustedHistory;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Source;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.HostedView;
import io.sluice.workers.topic.TopicException;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.stream.StreamInstanceInput;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Finds the incarnation that an instance belongs to, or begins the first one, and makes the topics. Whichever instance comes
 * first begins it; all others find the same; {@link NextIncarnation} begins the others.
 */
public final class Incarnate {
    private final Lake lake;
    private final Incarnations incarnations;
    private final StreamDefinitions definitions;
    private final HostSettings settings;
    private final Clock clock;

    public Incarnate(
            Lake lake, Incarnations incarnations, StreamDefinitions definitions, HostSettings settings, Clock clock) {
        this.lake = requireNonNull(lake, "lake is null");
        this.incarnations = requireNonNull(incarnations, "incarnations is null");
        this.definitions = requireNonNull(definitions, "definitions is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** What an instance runs. Idempotent. */
    Begun stream(StreamInstanceInput instance, Path stateFolder) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()))) {
            IncarnationRow row = incarnations
                    .newest(instance.source())
                    .orElseGet(() -> incarnations.begin(first(instance.source(), admin)));
            DefinitionRef ref = row.definition();
            Source source = definitions.source(ref);
            HostedView view = view(instance, ref);
            prepare(admin, row, source, view);
            AppSettings app = settings.app(stateFolder);
            return new Begun(
                    instance,
                    new HostedStream(ref, source, row.rules(source), row.logPartitions(), row.history(), view, app));
        }
    }

    private IncarnationRow first(String name, Admin admin) {
        DefinitionRef ref = definitions.stream(name);
        Source source = definitions.source(ref);
        Topics topics = new Topics(admin, TopicSettings.of(1, settings.replication()));
        int sourcePartitions = topics.sourcePartitions(source, 0);
        AcceptRules rules =
                AcceptRules.of(source, definitions.features(name), sourcePartitions, 1, RejectedRanges.NONE);
        return new IncarnationRow(
                name,
                1,
                ref.version(),
                ref.fingerprint(),
                requireNonNull(source.stream(), "stream is null").topic(),
                sourcePartitions,
                logPartitions(source, sourcePartitions),
                rules.admittedMemory(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                new TrustedHistory(lake, source).snapshot().orElse(null),
                topics.sourceId(source));
    }

    /** A keyed topic decides where its records are. */
    private int logPartitions(Source source, int sourcePartitions) {
        boolean keyed = requireNonNull(source.stream(), "stream is null").keyed();
        return keyed ? sourcePartitions : settings.logPartitions().orElse(sourcePartitions);
    }

    private @Nullable HostedView view(StreamInstanceInput instance, DefinitionRef source) {
        String name = instance.view();
        if (name == null) {
            return null;
        }
        String version = requireNonNull(instance.version(), "version is null");
        DefinitionRef view = definitions.view(name, version);
        ViewPlan plan = definitions.plan(view, source);
        for (int index = 0; index < plan.sources().size(); index++) {
            if (plan.sources().get(index).source().name().equals(source.name())) {
                Map<String, String> versions = definitions.featureVersions(view, source);
                return new HostedView(view, plan, index, Integer.parseInt(version.substring(1)), versions);
            }
        }
        throw ApplicationFailure.newNonRetryableFailure(
                "View %s %s has no feature of source %s".formatted(name, version, source.name()),
                FailureTypes.BAD_DEFINITION);
    }

    private void prepare(Admin admin, IncarnationRow row, Source source, @Nullable HostedView view) {
        Topics topics = new Topics(admin, TopicSettings.of(row.logPartitions(), settings.replication()));
        int partitions = topics.sourcePartitions(source, row.sourcePartitions());
        if (row.topicId() != null) {
            topics.requireSame(source, row.topicId());
        }
        if (partitions > row.sourcePartitions()) {
            throw new TopicException(
                    row.topic(),
                    "Topic %s of source %s has %d partitions, and its stream was begun with %d: a record of another one would have no place in the order of the log; that needs a new incarnation, which this build cannot begin; declare the source under a new name"
                            .formatted(row.topic(), row.source(), partitions, row.sourcePartitions()));
        }
        topics.prepareAccept(source);
        if (view != null) {
            topics.prepareView(row.source(), view.definition().name(), view.version());
        }
    }
}
