package io.sluice.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.gate.GateActivitiesImpl;
import io.sluice.activities.identity.IdentityCheck;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.release.certified.CertifiedRun;
import io.sluice.activities.release.certified.CertifiedRuns;
import io.sluice.activities.report.ReportFiles;
import io.sluice.activities.spark.TestingLake;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.PublishRequest;
import io.sluice.workflows.gate.audit.GateResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source of which every delivery is everything, from its files to what is certified of it. */
final class UnpartitionedTest {
    private final Lake lake = TestingLake.shared().lake();

    @TempDir
    Path folder;

    @Test
    void isCertifiedFromItsFirstRowToTheExtractionOfItsOldestFile() throws IOException {
        TestingSource source = TestingSource.unpartitioned("whole", folder);
        file("b", "2024-01-05T12:00:00Z", "b,2024-01-01T10:00:00Z,1", "no time,,1");
        file("a", "2024-01-05T11:00:00Z", "a,2024-01-03T10:00:00Z,1");

        publish(source, "one");

        assertCertified(source, "2024-01-01T10:00:00Z", "2024-01-05T10:00:00Z");
    }

    @Test
    void theSameRowsExportedAgainAreCertifiedFurther() throws IOException {
        TestingSource source = TestingSource.unpartitioned("again", folder);
        file("a", "2024-01-05T11:00:00Z", "a,2024-01-03T10:00:00Z,1");
        publish(source, "one");
        file("a", "2024-01-06T11:00:00Z", "a,2024-01-03T10:00:00Z,1");

        publish(source, "two");

        assertCertified(source, "2024-01-03T10:00:00Z", "2024-01-06T10:00:00Z");
    }

    @Test
    void anExportWithoutRowsAndFromTheFutureIsCertifiedUpToItsLanding() throws IOException {
        TestingSource source = TestingSource.unpartitioned("future", folder);
        file("a", "2124-01-05T11:00:00Z");

        publish(source, "one");

        CertifiedRun run = run(source);
        assertThat(run.end()).isLessThan(Instant.parse("2124-01-01T00:00:00Z").toEpochMilli());
        assertThat(run.firstCompleteInstant()).isEqualTo(run.end());
    }

    private void publish(TestingSource source, String run) {
        Candidate candidate = source.stage("all", source.land("all", run), run);
        GateResult passed = new GateResult(
                "implicit",
                "v1",
                candidate.dataset(),
                candidate.partition(),
                candidate.snapshotId(),
                1,
                "PASS",
                "",
                List.of(),
                null,
                "h",
                "",
                "",
                "",
                List.of());
        GateActivitiesImpl gates = new GateActivitiesImpl(
                lake,
                new ReportFiles(lake, folder + "/reports"),
                (definition, dataset) -> Optional.of("implicit"),
                request -> {
                    throw new AssertionError(request);
                },
                IdentityCheck.claimed(),
                Clock.systemUTC());
        gates.recordOutcome(passed);
        gates.publish(new PublishRequest(candidate, passed, source.ref(), "ingest/x/all", "ana"));
    }

    private void assertCertified(TestingSource source, String from, String through) {
        assertThat(Instant.ofEpochMilli(run(source).firstCompleteInstant())).isEqualTo(from);
        assertThat(Instant.ofEpochMilli(run(source).certifiedThrough())).isEqualTo(through);
    }

    private CertifiedRun run(TestingSource testing) {
        Source source = testing.source(testing.ref());
        return new CertifiedRuns(lake, new SystemTables(lake)).of(source);
    }

    private void file(String name, String written, String... lines) throws IOException {
        List<String> all = new java.util.ArrayList<>(List.of("id,at,amount"));
        all.addAll(List.of(lines));
        Path file = Files.write(folder.resolve(name + ".csv"), all);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(written)));
    }
}
