package io.sluice.workers.streamgate;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.gate.audit.AuditRecords;
import io.sluice.activities.gate.audit.Guard;
import io.sluice.activities.gate.audit.Guards;
import io.sluice.activities.stream.Incarnations;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.definitions.accept.GateDecision;
import io.sluice.definitions.accept.GateDecision.Outcome;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.streamgate.GateCounts;
import io.sluice.definitions.streamgate.Hold;
import io.sluice.quality.audit.AuditFacts;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.CountedGate;
import io.sluice.quality.profile.TableProfile;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.GateOutcomes;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.stream.Interval;
import io.sluice.workflows.stream.StreamActivities;
import io.sluice.workflows.stream.StreamDecision;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.apache.iceberg.expressions.Expressions;

/** Audits held intervals by what was counted in them, and hands decisions on to the apps. */
public final class StreamActivitiesImpl implements StreamActivities {
    private static final String EVENTS = "events.";
    private final Guards guards;
    private final Function<String, List<Column>> schemas;
    private final ExpressionCompiler compiler;
    private final HeldIntervals intervals;
    private final ControlTopic control;
    private final SystemTables tables;
    private final AuditRecords records;
    private final Clock clock;

    /** Takes, among others, what gives the columns of a source by its name. */
    public StreamActivitiesImpl(
            Guards guards,
            Function<String, List<Column>> schemas,
            ExpressionCompiler compiler,
            HeldIntervals intervals,
            ControlTopic control,
            SystemTables tables,
            AuditRecords records,
            Clock clock) {
        this.guards = requireNonNull(guards, "guards is null");
        this.schemas = requireNonNull(schemas, "schemas is null");
        this.compiler = requireNonNull(compiler, "compiler is null");
        this.intervals = requireNonNull(intervals, "intervals is null");
        this.control = requireNonNull(control, "control is null");
        this.tables = requireNonNull(tables, "tables is null");
        this.records = requireNonNull(records, "records is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Verdict auditInterval(AuditRequest request) {
        String source = source(request.dataset());
        Interval interval = interval(request.snapshotId());
        Hold hold = intervals
                .find(source, partition(request.partition()), interval)
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "No checkpoint of source %s holds interval %s of partition %s (it may have been decided, or a new incarnation has begun)"
                                .formatted(source, interval, request.partition()),
                        FailureTypes.NOT_FOUND));
        Guard guard = guards.guard(request.gate(), "trusted." + source);
        double limit = guard.gate().policy().quarantineLimit();
        CountedGate gate = new CountedGate(guard.gate().expectations(), limit, schemas.apply(source), compiler);
        AuditResult result = gate.audit(hold.counts(), facts(request, hold.counts(), limit));
        return records.write(request, guard, result, TableProfile.NONE, null, "epoch-" + interval.epoch());
    }

    /** Columns and their types were judged row by row, and an interval of ticks alone is as good as any. */
    private static AuditFacts facts(AuditRequest request, GateCounts counts, double limit) {
        return new AuditFacts(
                request.dataset(),
                request.partition(),
                request.snapshotId(),
                request.attempt(),
                counts.rows(),
                counts.invalid(),
                0,
                List.of(),
                List.of(),
                List.of(),
                0,
                true,
                limit);
    }

    @Override
    public void decide(StreamDecision decision) {
        GateResult gate = decision.gate();
        requireAbout(decision);
        requireOnRecord(gate);
        Interval interval = decision.interval();
        requireRunning(decision.source().name(), interval);
        String gateId = CanonicalIds.gate(gate.dataset(), gate.partition(), gate.snapshotId(), gate.attempt());
        boolean releases = GateOutcomes.CERTIFYING.contains(gate.outcome());
        if (!releases) {
            tables.rejectedRanges().append(gateId, List.of(rejected(decision, gateId)));
        }
        FailPoints.hit("decide-interval.before-control");
        control.write(
                decision.source().name(),
                new GateDecision(
                        gateId,
                        interval.epoch(),
                        decision.partition(),
                        interval.from(),
                        interval.to() + 1,
                        releases ? Outcome.RELEASE : Outcome.REJECT));
        FailPoints.hit("decide-interval.after-control");
    }

    /** What a later incarnation has judged anew is not decided any more. */
    private void requireRunning(String source, Interval interval) {
        long epoch = new Incarnations(tables)
                .newest(source)
                .map(IncarnationRow::epoch)
                .orElse(interval.epoch());
        if (interval.epoch() < epoch) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Interval %s of source %s is not decided: incarnation %d has begun, and has judged it anew"
                            .formatted(interval, source, epoch),
                    FailureTypes.NOT_FOUND);
        }
    }

    /** What one gate decided releases no other interval, whoever says so. */
    private static void requireAbout(StreamDecision decision) {
        GateResult gate = decision.gate();
        String events = EVENTS + decision.source().name();
        boolean same = gate.dataset().equals(events)
                && gate.partition().equals(String.valueOf(decision.partition()))
                && gate.snapshotId().equals(decision.interval().toString());
        if (!same) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Interval %s of %s, partition %d is not decided by the gate of %s of %s, partition %s: give the result of its own gate"
                            .formatted(
                                    decision.interval(),
                                    events,
                                    decision.partition(),
                                    gate.snapshotId(),
                                    gate.dataset(),
                                    gate.partition()),
                    FailureTypes.NOT_CERTIFIED);
        }
    }

    private static String source(String dataset) {
        if (!dataset.startsWith(EVENTS)) {
            throw invalid("dataset", "events.<source>", dataset);
        }
        return dataset.substring(EVENTS.length());
    }

    private static int partition(String number) {
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException e) {
            throw invalid("partition", "the number of a partition of the log", number);
        }
    }

    private static Interval interval(String text) {
        try {
            return Interval.parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid("snapshotId", "<epoch>:<from>-<to>", text);
        }
    }

    private static ApplicationFailure invalid(String field, String expected, String given) {
        return ApplicationFailure.newNonRetryableFailure(
                "%s: invalid for the gate of an interval, %s is expected: %s".formatted(field, expected, given),
                FailureTypes.INVALID_INPUT);
    }

    private RejectedRangeRow rejected(StreamDecision decision, String gateId) {
        Interval interval = decision.interval();
        GateResult gate = decision.gate();
        return new RejectedRangeRow(
                decision.source().name(),
                decision.partition(),
                interval.epoch(),
                interval.from(),
                interval.to() + 1,
                gate.outcome().equals("REMEDIATED") ? gate.rules() : List.of(),
                gateId,
                gate.decidedBy(),
                gate.reason(),
                decision.workflowId(),
                clock.instant());
    }

    /** Nobody's word counts: how the gate ended is looked up. */
    private void requireOnRecord(GateResult claimed) {
        boolean known = tables.gateResults().scan(Expressions.equal("snapshot_id", claimed.snapshotId())).stream()
                .anyMatch(row -> row.dataset().equals(claimed.dataset())
                        && row.partition().equals(claimed.partition())
                        && row.attempt() == claimed.attempt()
                        && row.reportHash().equals(claimed.reportHash())
                        && row.outcome().equals(claimed.outcome()));
        if (!known) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Interval %s of %s, partition %s is not decided: sluice.gate_results has no %s of attempt %d; let its gate end first"
                            .formatted(
                                    claimed.snapshotId(),
                                    claimed.dataset(),
                                    claimed.partition(),
                                    claimed.outcome(),
                                    claimed.attempt()),
                    FailureTypes.NOT_CERTIFIED);
        }
    }
}
