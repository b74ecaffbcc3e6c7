package io.sluice.activities.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.release.certified.CertifiedRun;
import io.sluice.activities.table.PartitionRow;
import io.sluice.definitions.model.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which instants are certified of a stream, and of history that a stream goes on from. */
final class CertifiedStreamTest {
    private static final Instant CUTOVER = Instant.parse("2026-01-03T00:00:00Z");
    private static final Source STREAM = source(null, null);
    private static final Source BOTH = source(Source.Partitioning.DAY, CUTOVER);
    private static final long WHOLE = Long.MIN_VALUE;

    @Test
    void aClosedDayMissesNothing() {
        CertifiedRun run = run(STREAM, List.of(streamed("2026-01-03", 1), streamed("2026-01-04", 2)), WHOLE);
        assertThat(start(run)).isEqualTo("2026-01-03T00:00:00Z");
        assertThat(through(run)).isEqualTo("2026-01-05T00:00:00Z");
    }

    @Test
    void aStreamThatWasBegunInTheMiddleIsCompleteLater() {
        long complete = Instant.parse("2026-01-03T10:30:00Z").toEpochMilli();
        CertifiedRun run = run(STREAM, List.of(streamed("2026-01-03", 1), streamed("2026-01-04", 2)), complete);
        assertThat(start(run)).isEqualTo("2026-01-03T10:30:00Z");
        assertThat(through(run)).isEqualTo("2026-01-05T00:00:00Z");
    }

    @Test
    void aStreamGoesOnWhereHistoryEnds() {
        List<PartitionRow> ledger =
                List.of(ingested("2026-01-01", 1), ingested("2026-01-02", 2), streamed("2026-01-03", 3));
        CertifiedRun run = run(BOTH, ledger, WHOLE);
        assertThat(start(run)).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(through(run)).isEqualTo("2026-01-04T00:00:00Z");
        CertifiedRun late = run(BOTH, ledger, CUTOVER.toEpochMilli() + 1);
        assertThat(late.rows()).as("one millisecond of the stream is missing").hasSize(2);
    }

    @Test
    void aBatchSaysNothingAboutWhatTheStreamHas() {
        CertifiedRun run = run(
                BOTH, List.of(ingested("2026-01-02", 1), ingested("2026-01-03", 2), ingested("2026-01-04", 3)), WHOLE);
        assertThat(through(run)).as("the cutover, less what may come late").isEqualTo("2026-01-02T22:00:00Z");
    }

    @Test
    void theDayOfACutoverIsCertifiedWhenBothLanesAre() {
        Source noon = source(Source.Partitioning.DAY, Instant.parse("2026-01-03T12:00:00Z"));
        List<PartitionRow> stream =
                List.of(ingested("2026-01-02", 1), streamed("2026-01-03", 2), streamed("2026-01-04", 3));
        assertThat(start(run(noon, stream, WHOLE))).isEqualTo("2026-01-03T12:00:00Z");
        List<PartitionRow> both = List.of(
                ingested("2026-01-02", 1),
                ingested("2026-01-03", 2),
                streamed("2026-01-03", 3),
                streamed("2026-01-04", 4));
        CertifiedRun run = run(noon, both, WHOLE);
        assertThat(start(run)).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(through(run)).isEqualTo("2026-01-05T00:00:00Z");
        List<PartitionRow> again = List.of(
                ingested("2026-01-02", 1),
                streamed("2026-01-03", 2),
                streamed("2026-01-04", 3),
                ingested("2026-01-03", 4));
        assertThat(through(run(noon, again, WHOLE)))
                .as("a batch that is published again carries the stream's rows")
                .isEqualTo("2026-01-05T00:00:00Z");
    }

    @Test
    void monthsOfHistoryAndDaysOfAStreamFitTogether() {
        Source months = source(Source.Partitioning.MONTH, CUTOVER);
        CertifiedRun run =
                run(months, List.of(ingested("2025-12", 1), ingested("2026-01", 2), streamed("2026-01-03", 3)), WHOLE);
        assertThat(start(run)).isEqualTo("2025-12-01T00:00:00Z");
        assertThat(through(run)).isEqualTo("2026-01-04T00:00:00Z");
    }

    private static CertifiedRun run(Source source, List<PartitionRow> ledger, long completeFrom) {
        CertifiedRun export = CertifiedRun.ofExport(
                source,
                List.of(),
                Instant.parse("2025-06-01T00:00:00Z").toEpochMilli(),
                CUTOVER.plusSeconds(60).toEpochMilli());
        return CertifiedRun.of(source, ledger, completeFrom, export);
    }

    @Test
    void anExportAndDaysOfAStreamFitTogether() {
        Source export = source(Source.Partitioning.NONE, CUTOVER);
        CertifiedRun run = run(export, List.of(ingested("all", 1), streamed("2026-01-03", 3)), WHOLE);
        assertThat(start(run)).isEqualTo("2025-06-01T00:00:00Z");
        assertThat(through(run)).isEqualTo("2026-01-04T00:00:00Z");
    }

    private static Instant start(CertifiedRun run) {
        return Instant.ofEpochMilli(run.firstCompleteInstant());
    }

    private static Instant through(CertifiedRun run) {
        return Instant.ofEpochMilli(run.certifiedThrough());
    }

    private static PartitionRow ingested(String partition, long sequence) {
        return published("ingest/orders/" + partition, partition, sequence);
    }

    private static PartitionRow streamed(String day, long sequence) {
        return published("certify/orders", day, sequence);
    }

    private static PartitionRow published(String workflow, String partition, long sequence) {
        return new PartitionRow(
                "trusted.orders",
                partition,
                partition,
                PartitionRow.PUBLISHED,
                "1",
                "",
                "2",
                sequence,
                "run",
                1,
                1,
                10,
                10,
                0,
                0,
                "source/orders/v1",
                "f",
                "implicit",
                "PASS",
                "hash",
                workflow,
                null,
                Instant.EPOCH);
    }

    private static Source source(Source.@Nullable Partitioning partitioning, @Nullable Instant cutover) {
        Source batch = TestingView.source(Duration.ofHours(2), Duration.ZERO, Source.Kind.EVENTS);
        return new Source(
                batch.name(),
                batch.kind(),
                batch.schema(),
                batch.eventTime(),
                batch.eventId(),
                partitioning == null
                        ? null
                        : new Source.Batch(Source.Batch.Access.PATH, "csv", "orders", Map.of(), partitioning),
                new Source.Stream("orders", "json", false),
                batch.partitionBy(),
                cutover,
                batch.allowedLateness(),
                batch.latePolicy(),
                batch.idleAfter(),
                batch.maxFutureSkew(),
                batch.delay(),
                batch.pii(),
                batch.retention(),
                batch.schedule(),
                batch.expectations(),
                batch.gate(),
                batch.owner(),
                null);
    }
}
