package io.sluice.activities.certify;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.archive.PinnedArchive;
import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.ingest.IngestDefinitions;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.activities.table.lane.CertificationRow;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.certify.ArchivePin;
import io.sluice.workflows.certify.CertificationActivities;
import io.sluice.workflows.certify.CertificationPlan;
import io.sluice.workflows.certify.CertificationPlanRequest;
import io.sluice.workflows.certify.CertificationRequest;
import io.sluice.workflows.certify.CertificationRun;
import io.sluice.workflows.gate.Candidate;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Certification of streams on Spark and Iceberg. */
public final class CertificationActivitiesImpl implements CertificationActivities {
    /** Days that a plan names at most. */
    private static final int MOST = 50;

    private final Spark spark;
    private final Lake lake;
    private final SystemTables tables;
    private final IngestDefinitions definitions;
    private final Clock clock;

    public CertificationActivitiesImpl(Spark spark, Lake lake, IngestDefinitions definitions, Clock clock) {
        this.spark = requireNonNull(spark, "spark is null");
        this.lake = requireNonNull(lake, "lake is null");
        this.tables = new SystemTables(lake);
        this.definitions = requireNonNull(definitions, "definitions is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public CertificationPlan planCertification(CertificationPlanRequest request) {
        requireDay("through", request.through());
        requireDay("day", request.day());
        Source source = definitions.source(request.source());
        IncarnationRow incarnation = incarnation(source.name());
        PinnedArchive archive =
                PinnedArchive.of(lake, source.name(), incarnation.logPartitions(), incarnation.sourcePartitions());
        Map<Integer, Long> held = new OpenHolds(tables).of(source.name(), incarnation.epoch());
        ArchivePin pin = Pins.pin(archive, held);
        Optional<Partition> last = StreamDays.lastClosed(archive.watermark(), source.allowedLateness());
        if (archive.snapshotId() == null || last.isEmpty()) {
            return new CertificationPlan(pin, List.of(), false, 0L, notYet(source));
        }
        return spark.run("plan certification of " + source.name(), session -> {
            ArchivedLog log = new ArchivedLog(source, pin, decided(session, source, pin), held);
            CertificationRow begun = begun(session, source, pin);
            admitLosses(session, source, pin, archive.gaps());
            Ledger ledger = new Ledger(lake, tables, source.name());
            return new CertificationPlanner(source, request, log, begun, settled(source.name()), ledger)
                    .plan(last.get(), MOST);
        });
    }

    @Override
    public Candidate stageCertification(CertificationRequest request) {
        Source source = definitions.source(request.source());
        requireThere(source, request.archive());
        return spark.run(
                "stage " + source.name() + " " + request.day(),
                session -> new DayStaging(lake, source, request)
                        .stage(session, decided(session, source, request.archive())));
    }

    @Override
    public void settleCertification(CertificationRun run) {
        String source = run.source().name();
        List<CertificationRow> rows = certifications(source);
        if (rows.isEmpty()) {
            return;
        }
        FailPoints.hit("certify.before-settle");
        tables.certifications()
                .append(
                        "settle/" + source + "/" + run.run(),
                        List.of(new CertificationRow(
                                source,
                                run.run(),
                                run.archive().snapshotId(),
                                run.archive().offsets(),
                                rows.get(rows.size() - 1).completeFrom(),
                                rows.get(0).firstDay(),
                                clock.instant())));
        FailPoints.hit("certify.after-settle");
    }

    private static String notYet(Source source) {
        return "nothing to certify yet: the archive of source %s has not passed the end of a day by its allowed lateness in every partition"
                .formatted(source.name());
    }

    private DecidedRows decided(SparkSession session, Source source, ArchivePin pin) {
        List<RejectedRangeRow> rejected = tables.rejectedRanges().scan(Expressions.equal("source", source.name()));
        return DecidedRows.of(session, source.name(), pin.snapshotId(), rejected);
    }

    /** What the first plan found out stays: later the archive may have lost its oldest rows. */
    private CertificationRow begun(SparkSession session, Source source, ArchivePin pin) {
        List<CertificationRow> rows = certifications(source.name());
        if (rows.isEmpty()) {
            tables.certifications()
                    .append(
                            "begin/" + source.name(),
                            List.of(History.begin(session, source, pin.snapshotId(), clock.instant())));
            rows = certifications(source.name());
        }
        return rows.get(0);
    }

    /** Records whose loss a person accepted make the stream complete from a later instant on, before any day after them is. */
    private void admitLosses(SparkSession session, Source source, ArchivePin pin, Map<Integer, List<Long>> gaps) {
        if (gaps.isEmpty()) {
            return;
        }
        List<CertificationRow> rows = certifications(source.name());
        CertificationRow newest = rows.get(rows.size() - 1);
        History.completeAfter(session, source, pin.snapshotId(), gaps).ifPresent(complete -> {
            if (complete > newest.completeFrom()) {
                String losses = "losses/" + source.name() + "/" + complete;
                CertificationRow later = new CertificationRow(
                        newest.source(),
                        losses,
                        pin.snapshotId(),
                        newest.offsets(),
                        complete,
                        newest.firstDay(),
                        clock.instant());
                tables.certifications().append(losses, List.of(later));
            }
        });
    }

    private List<CertificationRow> certifications(String source) {
        return tables.certifications().scan(Expressions.equal("source", source)).stream()
                .sorted(Comparator.comparing(
                                (CertificationRow row) -> !row.run().isEmpty())
                        .thenComparing(CertificationRow::at))
                .toList();
    }

    private Map<Integer, Long> settled(String source) {
        List<CertificationRow> rows = certifications(source);
        return Pins.parse(rows.get(rows.size() - 1).offsets());
    }

    private IncarnationRow incarnation(String source) {
        return tables.incarnations().scan(Expressions.equal("source", source)).stream()
                .max(Comparator.comparingLong(IncarnationRow::epoch))
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "Source %s has no stream that was begun: start StreamLane first".formatted(source),
                        FailureTypes.NOT_FOUND));
    }

    private void requireThere(Source source, ArchivePin pin) {
        boolean there = lake.find(TableNames.events(source.name()))
                .map(table -> table.snapshot(Long.parseLong(pin.snapshotId())))
                .isPresent();
        if (!there) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Snapshot %s of events.%s is gone: the next run of StreamCertification pins another one"
                            .formatted(pin.snapshotId(), source.name()),
                    FailureTypes.STALE_CANDIDATE);
        }
    }

    private static void requireDay(String field, @Nullable String label) {
        try {
            if (label != null) {
                StreamDays.parse(label);
            }
        } catch (IllegalArgumentException e) {
            throw ApplicationFailure.newNonRetryableFailure(field + ": " + e.getMessage(), FailureTypes.INVALID_INPUT);
        }
    }
}
