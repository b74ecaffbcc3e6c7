package io.sluice.activities.certify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.certify.CertifiedEquality.ComparedDay;
import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.gate.GateActivitiesImpl;
import io.sluice.activities.identity.IdentityCheck;
import io.sluice.activities.ingest.IngestActivitiesImpl;
import io.sluice.activities.ingest.IngestDefinitions;
import io.sluice.activities.ingest.TestingFetches;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.report.ReportFiles;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.stream.Incarnations;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.FixerDefinition;
import io.sluice.definitions.model.gate.Patch;
import io.sluice.workflows.certify.CertificationPlan;
import io.sluice.workflows.certify.CertificationPlanRequest;
import io.sluice.workflows.certify.CertificationRequest;
import io.sluice.workflows.certify.CertificationRun;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.KeepRequest;
import io.sluice.workflows.gate.PublishRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.ingest.LandRequest;
import io.sluice.workflows.ingest.Landed;
import io.sluice.workflows.ingest.StageRequest;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.registry.DefinitionRef;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What the workflow does, without it: plans, stages, has a gate pass, publishes, settles. */
final class Certifying {
    private final TestingStream stream;
    private final Lake lake;
    private final Spark spark;
    private final DefinitionRef ref;
    private final CertificationActivitiesImpl activities;
    private final GateActivitiesImpl gates;
    private int run;

    Certifying(TestingStream stream, Lake lake, Spark spark) {
        this.stream = stream;
        this.lake = lake;
        this.spark = spark;
        this.ref = new DefinitionRef("source", stream.source().name(), "v1", "f1");
        this.activities =
                new CertificationActivitiesImpl(spark, lake, new OneSource(stream.source()), Clock.systemUTC());
        this.gates = new GateActivitiesImpl(
                lake,
                new ReportFiles(lake, folder()),
                (definition, dataset) -> Optional.of("g"),
                request -> {
                    throw new AssertionError(request);
                },
                IdentityCheck.claimed(),
                Clock.systemUTC());
    }

    private static String folder() {
        try {
            return Files.createTempDirectory("reports").toString();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A source without patches, fixers and expectations. */
    record OneSource(Source source) implements IngestDefinitions {
        @Override
        public Source source(DefinitionRef ref) {
            return source;
        }

        @Override
        public String location(DefinitionRef ref) {
            return source.batch() == null ? "" : source.batch().location();
        }

        @Override
        public Optional<Patch> patch(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<FixerDefinition> fixer(String name) {
            return Optional.empty();
        }

        @Override
        public List<Expectation> expectations(DefinitionRef ref, String gate) {
            return List.of();
        }
    }

    CertificationPlan plan() {
        return plan(null);
    }

    CertificationPlan plan(@Nullable String day) {
        return activities.planCertification(new CertificationPlanRequest(ref, null, day, List.of()));
    }

    /** Certifies all there is and returns the days in the order in which they were published. */
    List<String> run() {
        run++;
        CertificationPlan plan = plan();
        List<String> days = new ArrayList<>();
        for (String day : plan.days()) {
            Candidate candidate = stage(plan, day);
            // a second call of an activity that died after its commit
            assertThat(stage(plan, day)).isEqualTo(candidate);
            publish(candidate, ref, CanonicalIds.certify(ref.name()));
            days.add(day);
        }
        activities.settleCertification(new CertificationRun(ref, plan.archive(), "run-" + run));
        return days;
    }

    /** The batch lane publishes a partition. */
    void ingest(String partition) {
        run++;
        IngestActivitiesImpl ingest = new IngestActivitiesImpl(
                spark, lake, new OneSource(stream.source()), new Fixers(List.of()), TestingFetches.fetches());
        Landed landed = ingest.land(new LandRequest(ref, partition, null, "run-" + run, 1, false));
        Candidate candidate =
                ingest.stage(new StageRequest(ref, "g", partition, landed, "run-" + run, 1, List.of(), List.of()));
        publish(candidate, ref, CanonicalIds.ingest(ref.name(), partition));
    }

    /** A gate lets a candidate pass. */
    void publish(Candidate candidate, DefinitionRef definition, String workflowId) {
        GateResult gate = result(candidate.dataset(), candidate.partition(), candidate.snapshotId(), "PASS");
        gates.recordOutcome(gate);
        gates.publish(new PublishRequest(candidate, gate, definition, workflowId, "ana"));
    }

    /** A person rejects one day. */
    void reject(String day) {
        run++;
        Candidate candidate = stage(plan(), day);
        GateResult gate = result("trusted." + ref.name(), day, candidate.snapshotId(), "REJECTED");
        gates.recordOutcome(gate);
        gates.keepRejected(new KeepRequest(candidate, gate, ref, CanonicalIds.certify(ref.name()), 14));
    }

    /** A person waives an interval of the stream. */
    void waive(String interval, int partition) {
        gates.recordOutcome(result("events." + ref.name(), String.valueOf(partition), interval, "WAIVED"));
    }

    Candidate stage(CertificationPlan plan, String day) {
        return activities.stageCertification(
                new CertificationRequest(ref, day, plan.archive(), "run-" + run + "/" + day, 1));
    }

    private static GateResult result(String dataset, String partition, String snapshotId, String outcome) {
        return new GateResult(
                "g",
                "v1",
                dataset,
                partition,
                snapshotId,
                1,
                outcome,
                "",
                List.of(),
                null,
                "hash",
                "",
                "ana",
                "",
                List.of());
    }

    /** The trusted rows are those of the oracle on the days up to one; the comparison for E3 says it of that one. */
    void check(String last) {
        Map<String, TreeSet<String>> accepted = stream.accepted();
        accepted.keySet().removeIf(day -> day.compareTo(last) > 0);
        assertThat(trusted()).isEqualTo(accepted);
        ComparedDay compared = compare(last);
        assertThat(compared.isEqual()).as(compared.toString()).isTrue();
        assertThat(compared.trusted())
                .isEqualTo(accepted.getOrDefault(last, new TreeSet<>()).size());
    }

    ComparedDay compare(String day) {
        return compared(row -> {}).stream()
                .filter(each -> each.day().equals(day))
                .findFirst()
                .orElseThrow();
    }

    List<ComparedDay> compared(DifferingRow.Visitor visitor) {
        return found(visitor).days();
    }

    CertifiedEquality.Found found(DifferingRow.Visitor visitor) {
        IncarnationRow begun =
                new Incarnations(new SystemTables(lake)).newest(ref.name()).orElseThrow();
        CertifiedEquality equality = new CertifiedEquality(lake, stream.source(), begun);
        return spark.run("E3", session -> equality.compare(session, 100, visitor));
    }

    /** Of the trusted rows of a day. */
    TreeSet<String> ids(String day) {
        return spark
                .run(
                        "read",
                        session -> session.table("sluice." + TableNames.trusted(ref.name()))
                                .filter(org.apache
                                        .spark
                                        .sql
                                        .functions
                                        .col(SystemColumns.PARTITION)
                                        .equalTo(day))
                                .collectAsList())
                .stream()
                .map(row -> row.<String>getAs(SystemColumns.EVENT_ID))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Map<String, TreeSet<String>> trusted() {
        Map<String, TreeSet<String>> days = new TreeMap<>();
        spark.run(
                        "read",
                        session -> session.table("sluice." + TableNames.trusted(ref.name()))
                                .collectAsList())
                .forEach(row -> assertThat(
                                days.computeIfAbsent(row.getAs(SystemColumns.PARTITION), day -> new TreeSet<>())
                                        .add(text(row)))
                        .isTrue());
        return days;
    }

    private static String text(Row row) {
        java.time.Instant time = row.getAs(SystemColumns.EVENT_TIME);
        @Nullable
        Object[] values = {
            row.getAs("user"),
            row.getAs("click_id"),
            row.<java.time.Instant>getAs("at").toEpochMilli(),
            row.getAs("n"),
            row.getList(row.fieldIndex("tags"))
        };
        return TestingStream.text(values, time.toEpochMilli(), row.getAs(SystemColumns.EVENT_ID));
    }

    /** The days that are published. */
    Set<String> published() {
        return new SystemTables(lake)
                .partitions().scan(Expressions.equal("dataset", "trusted." + ref.name())).stream()
                        .filter(row -> row.state().equals(PartitionRow.PUBLISHED))
                        .map(PartitionRow::partition)
                        .collect(Collectors.toSet());
    }
}
