package io.sluice.workers.host;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.gate.audit.Guards;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.stream.Incarnations;
import io.sluice.activities.stream.StreamDefinitions;
import io.sluice.activities.stream.TrustedHistory;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Source;
import io.sluice.workers.accept.Redecision;
import io.sluice.workers.replay.ReplayedLog;
import io.sluice.workers.replay.Takeover;
import io.sluice.workers.slot.ViewApp;
import io.sluice.workers.streams.Wanted;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.stream.IncarnationActivities;
import io.sluice.workflows.stream.IncarnationBegun;
import io.sluice.workflows.stream.IncarnationRequest;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.expressions.Expressions;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Begins the next incarnation of a stream, in an order in which every step may be the last one before a kill: look whether all that
 * it takes is there, shut out the apps of the one before, decide the log again, write the row by which apps are hosted.
 */
public final class NextIncarnation implements IncarnationActivities {
    private final Lake lake;
    private final SystemTables tables;
    private final Incarnations incarnations;
    private final StreamDefinitions definitions;
    private final HostSettings settings;
    private final StateFolders folders;
    private final Guards guards;
    private final ExpressionCompiler compiler;
    private final Clock clock;

    public NextIncarnation(
            Lake lake,
            SystemTables tables,
            StreamDefinitions definitions,
            HostSettings settings,
            StateFolders folders,
            Guards guards,
            ExpressionCompiler compiler,
            Clock clock) {
        this.guards = requireNonNull(guards, "guards is null");
        this.compiler = requireNonNull(compiler, "compiler is null");
        this.lake = requireNonNull(lake, "lake is null");
        this.tables = requireNonNull(tables, "tables is null");
        this.incarnations = new Incarnations(tables);
        this.definitions = requireNonNull(definitions, "definitions is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.folders = requireNonNull(folders, "folders is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public IncarnationBegun begin(IncarnationRequest request) {
        try (Beat beat = Beat.begin(Activity.getExecutionContext());
                StateFolders.Taken folder = folders.take("replay-" + request.source())) {
            IncarnationBegun begun = begin(request, folder, beat::rethrow);
            beat.rethrow();
            return begun;
        } catch (Exception e) {
            throw HostFailures.of(e);
        }
    }

    /** The same outside of a workflow. */
    IncarnationBegun begin(IncarnationRequest request, StateFolders.Taken folder, Wanted wanted) {
        IncarnationRow newest = incarnations
                .newest(request.source())
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "Stream %s was never begun".formatted(request.source()), FailureTypes.NOT_FOUND));
        if (newest.epoch() >= request.epoch()) {
            return new IncarnationBegun(newest.epoch(), 0, 0);
        }
        Source source = definitions.source(newest.definition());
        IncarnationRow next = next(newest, source);
        List<Redecision.Rejected> rejected = rejected(newest, source);
        // From the seal on the incarnation before cannot go on: what only people mend has to come up here.
        wanted.check();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()))) {
            new Topics(admin, TopicSettings.of(newest.logPartitions(), settings.replication()))
                    .prepareState(Redecision.stateTopic(source.name()));
            Takeover takeover = new Takeover(admin, settings.bootstrapServers());
            Redecision.shutOut(takeover, source.name(), next.epoch());
            ViewApp.shutOut(takeover, source.name(), next.epoch());
        }
        FailPoints.hit("begin-incarnation.after-takeover");
        Redecision redecision = new Redecision(lake, source, next.rules(source), settings.app(folder.path()));
        long decided = 0;
        long out = 0;
        for (int partition = 0; partition < newest.logPartitions(); partition++) {
            Redecision.Counts counts = redecision.partition(partition, rejected.get(partition), wanted);
            decided += counts.decided();
            out += counts.rejected();
        }
        wanted.check();
        incarnations.begin(next);
        return new IncarnationBegun(next.epoch(), decided, out);
    }

    /**
     * What leaves each partition.
     *
     * @throws io.sluice.workers.replay.IncompleteLogException when a part of the log is lost
     * @throws RuntimeException when a rule by which rows leave is not known any more
     */
    private List<Redecision.Rejected> rejected(IncarnationRow newest, Source source) {
        RejectedRows rejected = new RejectedRows(
                tables.rejectedRanges().scan(Expressions.equal("source", source.name())), source, guards, compiler);
        List<Redecision.Rejected> each = new ArrayList<>();
        for (int partition = 0; partition < newest.logPartitions(); partition++) {
            ReplayedLog.requireComplete(lake, settings.bootstrapServers(), source, partition);
            each.add(rejected.in(partition, newest.epoch()));
        }
        return each;
    }

    private IncarnationRow next(IncarnationRow newest, Source source) {
        return new IncarnationRow(
                newest.source(),
                newest.epoch() + 1,
                newest.version(),
                newest.fingerprint(),
                newest.topic(),
                newest.sourcePartitions(),
                newest.logPartitions(),
                admittedMemory(newest, source),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                history(newest, source),
                newest.topicId());
    }

    /** Never shorter than it was: views with longer windows may have come, and those of the one before may still be read. */
    private long admittedMemory(IncarnationRow newest, Source source) {
        AcceptRules now = AcceptRules.of(
                source,
                definitions.features(source.name()),
                newest.sourcePartitions(),
                newest.epoch() + 1,
                RejectedRanges.NONE);
        return Math.max(newest.admittedMemory(), now.admittedMemory());
    }

    /**
     * What is certified now. Of a topic that is keyed by whoever writes it nobody knows in which partition an entity of the history is, so
     * views that were begun without history go on without it: given some, their apps could not begin any more.
     */
    private @Nullable Long history(IncarnationRow newest, Source source) {
        boolean keyed = requireNonNull(source.stream(), "stream is null").keyed();
        return keyed && newest.history() == null
                ? null
                : new TrustedHistory(lake, source).snapshot().orElse(null);
    }
}
