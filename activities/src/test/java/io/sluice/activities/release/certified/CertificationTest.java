package io.sluice.activities.release.certified;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.release.TestingView;
import io.sluice.activities.table.PartitionRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Feature.Update;
import io.sluice.definitions.model.Feature.Window;
import io.sluice.definitions.model.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CertificationTest {
    private static final Source PLAIN = TestingView.source(Duration.ZERO, Duration.ZERO, Source.Kind.EVENTS);
    private static final Source LATE = TestingView.source(Duration.ofHours(2), Duration.ofHours(1), Source.Kind.EVENTS);

    @Test
    void aRunEndsAtTheFirstGap() {
        CertifiedRun run = CertifiedRun.of(
                PLAIN,
                List.of(
                        published("2026-01-03", 3),
                        published("2026-01-01", 1),
                        published("2026-01-02", 2),
                        published("2026-01-05", 4)));
        assertThat(run.rows())
                .extracting(PartitionRow::partition)
                .containsExactly("2026-01-01", "2026-01-02", "2026-01-03");
        assertThat(Instant.ofEpochMilli(run.certifiedThrough())).isEqualTo("2026-01-04T00:00:00Z");
        assertThat(CertifiedRun.of(PLAIN, List.of()).isEmpty()).isTrue();
    }

    @Test
    void aStrayPartitionNeitherBeforeNorAfterTheOthersDecides() {
        CertifiedRun run = CertifiedRun.of(
                PLAIN,
                List.of(
                        published("2009-05-01", 9),
                        published("2026-01-01", 1),
                        published("2026-01-02", 2),
                        published("2027-01-01", 3)));
        assertThat(run.rows()).extracting(PartitionRow::partition).containsExactly("2026-01-01", "2026-01-02");
        assertThat(Instant.ofEpochMilli(run.firstCompleteInstant())).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(Instant.ofEpochMilli(run.certifiedThrough())).isEqualTo("2026-01-03T00:00:00Z");
    }

    @Test
    void ofEquallyLongRunsTheLastOneHolds() {
        CertifiedRun run = CertifiedRun.of(PLAIN, List.of(published("2026-01-01", 2), published("2026-01-03", 1)));
        assertThat(run.rows()).extracting(PartitionRow::partition).containsExactly("2026-01-03");
    }

    @Test
    void whatIsCertifiedBeforeTheRunStillReachesItsValues() {
        CertifiedRun run = CertifiedRun.of(
                PLAIN,
                List.of(
                        published("2009-05-01", 1),
                        published("2026-01-01", 2),
                        published("2026-01-02", 3),
                        published("2026-01-04", 4)));
        long second = Instant.parse("2026-01-02T00:00:00Z").toEpochMilli();
        assertThat(run.reachingBefore(second))
                .extracting(PartitionRow::partition)
                .containsExactly("2009-05-01", "2026-01-01");
    }

    @Test
    void aRejectedPartitionIsAGapUnlessItWasPublishedBefore() {
        List<PartitionRow> ledger = new ArrayList<>(List.of(published("2026-01-01", 1), rejected("2026-01-02")));
        assertThat(CertifiedRun.of(PLAIN, ledger).rows()).hasSize(1);
        ledger.add(published("2026-01-02", 2));
        ledger.add(rejected("2026-01-02"));
        assertThat(CertifiedRun.of(PLAIN, ledger).rows()).hasSize(2);
    }

    @Test
    void theLastPublicationOfAPartitionHolds() {
        CertifiedRun run = CertifiedRun.of(PLAIN, List.of(published("2026-01-01", 7), published("2026-01-01", 2)));
        assertThat(run.rows()).extracting(PartitionRow::sequence).containsExactly(7L);
    }

    @Test
    void latenessTakesAndDelayGives() {
        CertifiedRun run = CertifiedRun.of(LATE, List.of(published("2026-01-01", 1)));
        assertThat(Instant.ofEpochMilli(run.certifiedThrough())).isEqualTo("2026-01-01T23:00:00Z");
        Source attributes = TestingView.source(Duration.ZERO, Duration.ZERO, Source.Kind.ATTRIBUTES);
        assertThat(Instant.ofEpochMilli(CertifiedRun.of(attributes, List.of(published("2026-01-01", 1)))
                        .certifiedThrough()))
                .isEqualTo("2026-01-01T23:59:59.999Z");
    }

    @Test
    void certifiedFromIsTheGreatestOverAllFeatures() {
        Window week = new Window(Duration.ofDays(7), Duration.ofHours(1), Update.HOP);
        assertThat(from(TestingView.feature("w", week))).isEqualTo("2026-01-08T01:00:00Z");
        assertThat(from(TestingView.feature("l", null))).isEqualTo("2026-01-01T01:00:00Z");
        assertThat(from(TestingView.feature("t", null, Duration.ofDays(1)))).isEqualTo("2026-01-02T01:00:00.001Z");
        assertThat(from(TestingView.feature("w", week), TestingView.feature("l", null)))
                .isEqualTo("2026-01-08T01:00:00Z");
    }

    @Test
    void aLifetimeIsCertifiedFromTheDeclaredBeginningOn() {
        assertThat(lifetime("2026-01-01T07:30:00Z", published("2026-01-01", 1)))
                .containsExactly("2026-01-01T08:30:00Z");
        assertThat(lifetime("2026-01-01T00:00:00Z", published("2026-01-01", 1)))
                .containsExactly("2026-01-01T01:00:00Z");
    }

    @Test
    void aLifetimeIsNotCertifiedWithoutItsBeginning() {
        assertThat(lifetime(null, published("2026-01-01", 1)))
                .containsExactly("Source orders does not say when its history begins, which a window of lifetime needs:"
                        + " write history_from in source orders and apply the project");
        assertThat(lifetime("2025-12-31T23:59:59.999Z", published("2026-01-01", 1)))
                .containsExactly(
                        "The history of source orders begins at 2025-12-31T23:59:59.999Z (history_from), and is"
                                + " certified without a gap only from 2026-01-01T00:00:00Z on: ingest its partitions before that,"
                                + " or correct history_from");
        assertThat(lifetime("2026-01-02T00:00:00Z", published("2026-01-01", 1), published("2026-01-02", 2)))
                .as("an empty day before the beginning contradicts nothing")
                .containsExactly("2026-01-02T01:00:00Z");
        assertThat(lifetime("2026-01-02T00:00:00Z", holding(3, published("2026-01-01", 1)), published("2026-01-02", 2)))
                .containsExactly("The history of source orders begins at 2026-01-02T00:00:00Z (history_from), but there"
                        + " are certified rows of 2026-01-01: correct history_from");
    }

    /** The instant from which a lifetime is certified, or why it is not. */
    private static List<String> lifetime(@Nullable String historyFrom, PartitionRow... ledger) {
        Source source = historyFrom == null ? LATE : TestingView.beginning(LATE, Instant.parse(historyFrom));
        ViewPlan plan =
                TestingView.plan(source, TestingView.feature("ever", new Window(null, Duration.ofDays(1), Update.HOP)));
        List<CertifiedRun> runs = List.of(CertifiedRun.of(source, List.of(ledger)));
        List<String> missing = Beginnings.missing(plan, runs);
        return missing.isEmpty()
                ? List.of(Instant.ofEpochMilli(Certification.of(plan, runs).from())
                        .toString())
                : missing;
    }

    private static Instant from(Feature... features) {
        CertifiedRun run = CertifiedRun.of(LATE, List.of(published("2026-01-01", 1)));
        return Instant.ofEpochMilli(
                Certification.of(TestingView.plan(LATE, features), List.of(run)).from());
    }

    private static PartitionRow published(String label, long sequence) {
        return row(label, PartitionRow.PUBLISHED, sequence);
    }

    private static PartitionRow holding(long rows, PartitionRow row) {
        return new PartitionRow(
                row.dataset(),
                row.partition(),
                row.candidate(),
                row.state(),
                row.snapshotId(),
                row.baseSnapshotId(),
                row.publishedSnapshotId(),
                row.sequence(),
                row.run(),
                row.attempt(),
                row.gateAttempt(),
                rows,
                rows,
                row.quarantined(),
                row.duplicates(),
                row.definition(),
                row.fingerprint(),
                row.gate(),
                row.outcome(),
                row.reportHash(),
                row.workflowId(),
                row.requestedBy(),
                row.at());
    }

    private static PartitionRow rejected(String label) {
        return row(label, PartitionRow.REJECTED, 0);
    }

    private static PartitionRow row(String label, String state, long sequence) {
        return new PartitionRow(
                "trusted.orders",
                label,
                label,
                state,
                "1",
                "",
                "1",
                sequence,
                "r",
                1,
                1,
                0,
                0,
                0,
                0,
                "d",
                "f",
                "g",
                "PASS",
                "h",
                "w",
                null,
                Instant.EPOCH);
    }
}
