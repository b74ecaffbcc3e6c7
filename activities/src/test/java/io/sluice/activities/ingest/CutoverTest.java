package io.sluice.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.gate.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract §2: a file row counts only before the cutover. */
final class CutoverTest {
    private static final String DAY = "2024-01-01";

    @TempDir
    Path folder;

    @Test
    void rowsFromTheCutoverOnBelongToTheStreamAndAreCounted() throws IOException {
        TestingSource source = new TestingSource(cut("stage_cutover", "2024-01-01T12:00:00Z"));
        Files.write(
                folder.resolve(DAY + ".csv"),
                List.of(
                        "id,at,amount",
                        "a,2024-01-01T11:59:59.999Z,1",
                        "b,2024-01-01T12:00:00Z,1",
                        "c,2024-01-01T13:00:00Z,not a number"));

        Candidate candidate = source.stage(DAY, source.land(DAY, "run"), "run");

        StagedFacts facts = StagedFacts.of(TestingLake.shared()
                .lake()
                .load(TableNames.parse(candidate.dataset()))
                .snapshot(Long.parseLong(candidate.snapshotId()))
                .summary());
        assertThat(facts.rows()).isEqualTo(1);
        assertThat(facts.overlap()).isEqualTo(2);
        assertThat(facts.quarantined()).isZero();
        assertThat(facts.read()).isEqualTo(3);
    }

    private Source cut(String name, String cutover) {
        Source source = TestingSource.source(
                name, "csv", folder.resolve("{partition}.csv").toString());
        return new Source(
                name,
                source.kind(),
                source.schema(),
                source.eventTime(),
                source.eventId(),
                source.batch(),
                null,
                source.partitionBy(),
                Instant.parse(cutover),
                source.allowedLateness(),
                source.latePolicy(),
                source.idleAfter(),
                source.maxFutureSkew(),
                source.delay(),
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }
}
