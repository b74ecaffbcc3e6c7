package io.sluice.activities.certify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.gate.audit.AuditActivitiesImpl;
import io.sluice.activities.gate.audit.Guard;
import io.sluice.activities.ingest.IngestActivitiesImpl;
import io.sluice.activities.ingest.TestingFetches;
import io.sluice.activities.ingest.reprocess.ReprocessActivitiesImpl;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.report.ReportFiles;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.Source.Partitioning;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.RuleResult;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.ingest.CarryRequest;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.reprocess.ReprocessPlanRequest;
import io.sluice.workflows.reprocess.ReprocessRequest;
import io.sluice.workflows.reprocess.Reprocessed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days that both lanes have rows of: what one leaves there is still found after the other has published them. */
final class SeamDayTest {
    private static final String DAY = "2026-06-28";
    private static final Instant CUTOVER = Instant.parse(DAY + "T12:00:00Z");
    private static final long NOON = CUTOVER.toEpochMilli();
    private static final long HOUR = 3_600_000;

    @TempDir
    private Path folder;

    private final Lake lake = TestingLake.shared().lake();
    private final Spark spark = TestingLake.shared().spark();

    @Test
    void whatABatchLeftInQuarantineIsFoundAfterTheStreamCertifiedTheDay() throws IOException {
        TestingStream stream = stream("seam_quarantine", Partitioning.DAY, Source.Kind.EVENTS);
        Certifying certifying = new Certifying(stream, lake, spark);
        csv(DAY, "a,f1,2026-06-28T10:00:00Z,1", "a,f2,never,1");
        certifying.ingest(DAY);
        stream.event(0, NOON, "a", "s1", 1);
        stream.broken(1, NOON, "a");
        stream.broken(1, NOON, "b");
        passed(stream);
        assertThat(certifying.run()).containsExactly(DAY);
        assertThat(certifying.ids(DAY)).containsExactly("f1", "s1");

        assertThat(planned(stream)).containsExactly(DAY);
        assertThat(judged(stream, "one")).isEqualTo(new Reprocessed(null, 0, 0, 0, 1));

        stream.admit("b", stream.event(0, NOON + HOUR, "b", "s2", 1));
        stream.archive();
        assertThat(certifying.run()).containsExactly(DAY);
        assertThat(judged(stream, "two")).as("certified twice").isEqualTo(new Reprocessed(null, 0, 0, 0, 1));
    }

    @Test
    void whatAStreamRefusedIsInNoQuarantine() {
        for (Partitioning unit : List.of(Partitioning.MONTH, Partitioning.DAY)) {
            TestingStream stream = stream("seam_refused_" + unit, unit, Source.Kind.EVENTS);
            Certifying certifying = new Certifying(stream, lake, spark);
            stream.event(0, NOON, "a", "s1", 1);
            stream.broken(0, NOON, "a");
            passed(stream);
            assertThat(certifying.run()).containsExactly(DAY);

            assertThat(planned(stream)).as("batches by %s", unit).isEmpty();
        }
    }

    @Test
    void valuesThatAreCarriedForwardLeaveTheStreamItsRows() throws IOException {
        TestingStream stream = stream("seam_carried", Partitioning.DAY, Source.Kind.ATTRIBUTES);
        Certifying certifying = new Certifying(stream, lake, spark);
        csv("2026-06-27", "a,f1,2026-06-27T10:00:00Z,1", "b,f2,2026-06-27T10:00:00Z,1");
        certifying.ingest("2026-06-27");
        stream.event(0, NOON, "a", "s1", 1);
        passed(stream);
        assertThat(certifying.run()).containsExactly(DAY);

        Candidate carried = ingest(stream).stagePrevious(new CarryRequest(ref(stream), DAY, "carrying", 2));
        assertThat(carried.rows()).isEqualTo(3);
        publish(stream, carried);

        assertThat(certifying.ids(DAY)).containsExactly("f1", "f2", "s1");
        assertThat(certifying.compare(DAY).isEqual()).isTrue();
        assertThat(certifying.run()).isEmpty();

        // behind the cutover there is nothing that a batch could carry anything into
        stream.event(0, NOON + 24 * HOUR, "a", "s2", 1);
        stream.tick(0, NOON + 48 * HOUR);
        stream.tick(1, NOON + 48 * HOUR);
        stream.archive();
        assertThat(certifying.run()).containsExactly("2026-06-29");
        publish(stream, ingest(stream).stagePrevious(new CarryRequest(ref(stream), "2026-06-29", "again", 2)));
        assertThat(certifying.ids("2026-06-29")).containsExactly("s2");
    }

    @Test
    void filesAreAskedAboutOnlyWhereABatchDelivered() throws IOException {
        TestingStream stream = stream("seam_files", Partitioning.DAY, Source.Kind.EVENTS);
        Certifying certifying = new Certifying(stream, lake, spark);
        csv(DAY, "a,f1,2026-06-28T10:00:00Z,1");
        certifying.ingest(DAY);
        stream.event(0, NOON, "a", "s1", 1);
        stream.event(0, NOON + 24 * HOUR, "a", "s2", 1);
        stream.tick(0, NOON + 48 * HOUR);
        stream.tick(1, NOON + 48 * HOUR);
        stream.archive();
        assertThat(certifying.run()).containsExactly(DAY, "2026-06-29");

        Verdict streamed = audited(stream, "2026-06-29", 1);
        assertThat(streamed.outcome()).isEqualTo("PASS");
        assertThat(Files.readString(Path.of(java.net.URI.create(streamed.reportUri()))))
                .contains("left out: the rows came from a stream, not in files");
        assertThat(audited(stream, DAY, 1).outcome())
                .as("one file, no manifest")
                .isEqualTo("BLOCKED");
        assertThat(audited(stream, DAY, 2).rules())
                .filteredOn(rule -> rule.rule().equals("files"))
                .extracting(RuleResult::status)
                .containsExactly("FAILED");
    }

    /** By a gate that expects so many files, all of them readable and announced. */
    private Verdict audited(TestingStream stream, String day, int files) {
        List<Expectation> expectations = List.of(
                expectation("files", "expect_table_file_count_to_be_between", Map.of("min_value", files)),
                expectation("files_readable", "expect_table_files_to_be_readable", Map.of()),
                expectation("announced", "expect_table_files_to_match_manifest", Map.of()));
        Gate gate = new Gate("g", expectations, Gate.Policy.defaults());
        AuditActivitiesImpl audits = new AuditActivitiesImpl(
                spark,
                lake,
                (name, dataset) -> new Guard(new DefinitionRef("gate", name, "v1", "f"), gate, List.of()),
                new ReportFiles(lake, folder.resolve("reports").toUri().toString()),
                Clock.systemUTC());
        String dataset = "trusted." + stream.source().name();
        return audits.audit(new AuditRequest("g", dataset, day, staged(stream, day), 1));
    }

    private static Expectation expectation(String id, String type, Map<String, Object> arguments) {
        return new Expectation(id, type, arguments, Expectation.Severity.ERROR, Expectation.RowAction.KEEP);
    }

    /** The newest snapshot that was published of a day. */
    private String staged(TestingStream stream, String day) {
        Table table = lake.load(TableNames.trusted(stream.source().name()));
        String newest = "";
        for (org.apache.iceberg.Snapshot snapshot : table.snapshots()) {
            if (day.equals(snapshot.summary().get("sluice.partition"))) {
                newest = String.valueOf(snapshot.snapshotId());
            }
        }
        return newest;
    }

    private List<String> planned(TestingStream stream) {
        return reprocess(stream)
                .planReprocess(new ReprocessPlanRequest(ref(stream), null, ""))
                .partitions();
    }

    private Reprocessed judged(TestingStream stream, String run) {
        return reprocess(stream)
                .stageReprocess(new ReprocessRequest(ref(stream), "g", DAY, run, 1, List.of(), List.of()));
    }

    private ReprocessActivitiesImpl reprocess(TestingStream stream) {
        return new ReprocessActivitiesImpl(
                spark, lake, new Certifying.OneSource(stream.source()), new Fixers(List.of()), Clock.systemUTC());
    }

    private IngestActivitiesImpl ingest(TestingStream stream) {
        return new IngestActivitiesImpl(
                spark,
                lake,
                new Certifying.OneSource(stream.source()),
                new Fixers(List.of()),
                TestingFetches.fetches());
    }

    private void publish(TestingStream stream, Candidate candidate) {
        new WriteAuditPublish(lake)
                .publish(TableNames.trusted(stream.source().name()), Long.parseLong(candidate.snapshotId()), Map.of());
    }

    private static void passed(TestingStream stream) {
        stream.tick(0, NOON + 14 * HOUR);
        stream.tick(1, NOON + 14 * HOUR);
        stream.archive();
    }

    private void csv(String day, String... lines) throws IOException {
        Files.writeString(folder.resolve(day + ".csv"), "user,click_id,at,n\n" + String.join("\n", lines) + "\n");
    }

    private static DefinitionRef ref(TestingStream stream) {
        return new DefinitionRef("source", stream.source().name(), "v1", "f1");
    }

    private TestingStream stream(String name, Partitioning unit, Source.Kind kind) {
        Source.Batch batch = new Source.Batch(
                Source.Batch.Access.PATH,
                "csv",
                folder.resolve("{partition}.csv").toString(),
                Map.of(),
                unit);
        Source events = TestingStream.source(name, batch, CUTOVER);
        return new TestingStream(
                lake,
                new Source(
                        name,
                        kind,
                        events.schema(),
                        events.eventTime(),
                        events.eventId(),
                        batch,
                        events.stream(),
                        events.partitionBy(),
                        CUTOVER,
                        events.allowedLateness(),
                        events.latePolicy(),
                        events.idleAfter(),
                        events.maxFutureSkew(),
                        events.delay(),
                        events.pii(),
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        null));
    }
}
