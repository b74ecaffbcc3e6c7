package io.sluice.activities.gate.audit;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.gate.PublishedRows;
import io.sluice.activities.ingest.StagedFacts;
import io.sluice.activities.known.LakeSurroundings;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.report.ReportFiles;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.quality.audit.Audit;
import io.sluice.quality.audit.AuditFacts;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.Outcome;
import io.sluice.quality.audit.Samples;
import io.sluice.quality.difference.Difference;
import io.sluice.quality.profile.Profiler;
import io.sluice.quality.profile.TableProfile;
import io.sluice.quality.sql.RowOrder;
import io.sluice.workflows.gate.audit.AuditActivities;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.Verdict;
import java.time.Clock;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Audits with Deequ on Spark, exactly the snapshot asked for. */
public final class AuditActivitiesImpl implements AuditActivities {
    private static final Logger LOG = LoggerFactory.getLogger(AuditActivitiesImpl.class);

    private final Spark spark;
    private final Lake lake;
    private final Guards guards;
    private final AuditRecords records;
    private final Clock clock;

    public AuditActivitiesImpl(Spark spark, Lake lake, Guards guards, ReportFiles reports, Clock clock) {
        this.spark = requireNonNull(spark, "spark is null");
        this.lake = requireNonNull(lake, "lake is null");
        this.guards = requireNonNull(guards, "guards is null");
        this.records = new AuditRecords(new SystemTables(lake), reports, clock);
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Verdict audit(AuditRequest request) {
        Guard guard = guards.guard(request.gate(), request.dataset());
        AuditedSnapshot snapshot = new AuditedSnapshot(lake, request);
        Audited audited = spark.run(
                "audit " + request.dataset() + " " + request.partition(),
                session -> audit(session, request, guard, snapshot));
        return records.write(request, guard, audited.result(), audited.profile(), audited.difference(), snapshot.run());
    }

    /** What was found, how the numbers are spread, and what would change. */
    private record Audited(
            AuditResult result,
            TableProfile profile,
            @Nullable Difference difference) {}

    private Audited audit(SparkSession session, AuditRequest request, Guard guard, AuditedSnapshot snapshot) {
        List<Expectation> expectations = guard.gate().expectations();
        StagedFacts facts = snapshot.facts();
        AuditFacts known = new AuditFacts(
                request.dataset(),
                request.partition(),
                request.snapshotId(),
                request.attempt(),
                facts.rows(),
                facts.quarantined(),
                facts.reused(),
                facts.missingColumns(),
                facts.retypedColumns(),
                facts.newColumns(),
                facts.corrupt(),
                snapshot.isView() || countsRows(expectations),
                guard.gate().policy().quarantineLimit());
        LakeSurroundings surroundings = new LakeSurroundings(
                lake, session, clock.instant(), request.dataset(), request.partition(), snapshot.summary());
        Dataset<Row> rows = snapshot.rows(session);
        AuditResult result = Samples.add(
                rows, expectations, Audit.run(rows, expectations, known, surroundings), snapshot.identifying());
        // People look at what is blocked; what passes need not wait for a comparison.
        @Nullable
        Difference difference = result.outcome() == Outcome.BLOCKED
                ? new PublishedRows(session, request).difference().orElse(null)
                : null;
        return new Audited(result, profile(RowOrder.without(rows), result, snapshot), difference);
    }

    /** Pictures are worth no gate: rows that cannot be drawn were audited all the same. */
    private static TableProfile profile(Dataset<Row> rows, AuditResult result, AuditedSnapshot snapshot) {
        try {
            return Profiler.of(rows, result.rows(), snapshot.identifying());
        } catch (RuntimeException e) {
            LOG.warn("Cannot draw the columns of {}", result.facts().dataset(), e);
            return TableProfile.NONE;
        }
    }

    /** Whoever declares how many rows are expected has decided about none, too. */
    private static boolean countsRows(List<Expectation> expectations) {
        return expectations.stream()
                .anyMatch(expectation -> expectation.type().startsWith("expect_table_row_count_to_"));
    }
}
