package io.sluice.activities.gate;

import static io.sluice.activities.gate.TestingCandidates.TABLE;
import static io.sluice.activities.gate.TestingCandidates.keep;
import static io.sluice.activities.gate.TestingCandidates.publish;
import static io.sluice.activities.gate.TestingCandidates.result;
import static io.sluice.activities.gate.TestingCandidates.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TestingRows;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.Published;
import io.sluice.workflows.gate.RejectedCandidate;
import io.sluice.workflows.gate.ReopenRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.registry.DefinitionRef;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GateActivitiesImplTest {
    private static final String DAY = "2026-01-01";

    @TempDir
    Path folder;

    private Lake lake;
    private SystemTables tables;
    private GateActivitiesImpl gates;

    @BeforeEach
    void open() {
        lake = Lake.open(LakeConfig.embedded(folder));
        tables = new SystemTables(lake);
        gates = TestingCandidates.gates(lake, folder.toString(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PASS", "PASS_WITH_WARNINGS", "WAIVED"})
    void publishesWhatAGateLetThrough(String outcome) {
        Candidate candidate = stage(lake, "run-1", 1, DAY, "a", "b");
        GateResult result = recorded(result(candidate, 1, outcome, "h"));

        Published published = gates.publish(publish(candidate, result));

        assertThat(published.rows()).isEqualTo(2);
        assertThat(published.alreadyPublished()).isFalse();
        assertThat(rows()).isEqualTo(Map.of(DAY, List.of("a", "b")));
        PartitionRow ledger = tables.partitions().scan().get(0);
        assertThat(ledger.state()).isEqualTo(PartitionRow.PUBLISHED);
        assertThat(ledger.outcome()).isEqualTo(outcome);
        assertThat(ledger.publishedSnapshotId()).isEqualTo(published.snapshotId());
        assertThat(ledger.rows()).isEqualTo(2);
        assertThat(ledger.definition()).isEqualTo("source/clicks/v1");
        assertThat(tables.lineage().scan().get(0).inputs()).containsExactly("landing.clicks@7");
        assertThat(lake.load(TABLE).refs()).containsOnlyKeys("main");
    }

    @Test
    void publishesOnceHoweverOftenItIsAsked() {
        Candidate candidate = stage(lake, "run-1", 1, DAY, "a");
        GateResult result = recorded(result(candidate, 1, "PASS", "h"));
        Published first = gates.publish(publish(candidate, result));

        Published second = gates.publish(publish(candidate, result));

        assertThat(second).isEqualTo(new Published(first.snapshotId(), 1, true, List.of()));
        assertThat(tables.partitions().scan()).hasSize(1);
        assertThat(tables.lineage().scan()).hasSize(1);
    }

    @Test
    void completesAPublicationThatDiedAfterThePick() {
        Candidate candidate = stage(lake, "run-1", 1, DAY, "a");
        GateResult result = recorded(result(candidate, 1, "PASS", "h"));
        new WriteAuditPublish(lake).publish(TABLE, Long.parseLong(candidate.snapshotId()), Map.of());

        Published published = gates.publish(publish(candidate, result));

        assertThat(published.alreadyPublished()).isTrue();
        assertThat(tables.partitions().scan()).hasSize(1);
    }

    @Test
    void refusesWithoutAResult() {
        Candidate candidate = stage(lake, "run-1", 1, DAY, "a");

        refused(candidate, result(candidate, 1, "PASS", "h"), "no gate result is on record");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLOCKED", "REJECTED", "REMEDIATED", "HELD", "pass", ""})
    void refusesEveryOutcomeThatDoesNotPass(String outcome) {
        Candidate candidate = stage(lake, "run-1", 1, DAY, "a");
        recorded(result(candidate, 1, outcome, "h"));

        refused(candidate, result(candidate, 1, "PASS", "h"), "attempt 1 ended " + outcome);
    }

    @Test
    void refusesAnAttemptThatWasAlsoRejected() {
        Candidate candidate = stage(lake, "run-1", 1, DAY, "a");
        recorded(result(candidate, 1, "PASS", "h"));
        recorded(result(candidate, 1, "REJECTED", "h"));

        refused(candidate, result(candidate, 1, "PASS", "h"), "attempt 1 ended REJECTED");
    }

    @Test
    void refusesAResultOfAnotherAttempt() {
        Candidate candidate = stage(lake, "run-1", 1, DAY, "a");
        recorded(result(candidate, 2, "PASS", "h"));

        refused(candidate, result(candidate, 1, "PASS", "h"), "only for [2]");
    }

    @Test
    void refusesAChangedReport() {
        Candidate candidate = stage(lake, "run-1", 1, DAY, "a");
        recorded(result(candidate, 1, "PASS", "h"));

        refused(candidate, result(candidate, 1, "PASS", "other"), "another report");
    }

    @Test
    void refusesTheResultOfAnotherSnapshot() {
        Candidate candidate = stage(lake, "run-1", 1, DAY, "a");
        Candidate other = stage(lake, "run-2", 1, "2026-01-02", "b");
        GateResult result = recorded(result(other, 1, "PASS", "h"));

        refused(candidate, result, "is about snapshot " + other.snapshotId());
        refused(candidate, result(candidate, 1, "PASS", "h"), "no gate result is on record");
    }

    @Test
    void refusesTheResultOfAnotherDataset() {
        Candidate candidate = stage(lake, "run-1", 1, DAY, "a");
        GateResult result = result(candidate, 1, "PASS", "h");
        recorded(new GateResult(
                result.gate(),
                "v1",
                "trusted.other",
                result.partition(),
                result.snapshotId(),
                1,
                "PASS",
                "",
                List.of(),
                null,
                "h",
                "",
                "ann",
                "",
                List.of()));

        refused(candidate, result, "no gate result is on record");
    }

    @Test
    void refusesACandidateThatIsNotWhatItSays() {
        Candidate candidate = stage(lake, "run-1", 1, DAY, "a");
        Candidate forged =
                new Candidate(candidate.dataset(), DAY, candidate.snapshotId(), "", "run-2", 1, 1, 0, 0, List.of(DAY));
        recorded(result(candidate, 1, "PASS", "h"));

        refused(forged, result(candidate, 1, "PASS", "h"), "was staged as run-1/1, not as run-2/1");
    }

    @Test
    void saysThatACandidateIsStale() {
        Candidate loser = stage(lake, "run-1", 1, DAY, "a");
        Candidate winner = stage(lake, "run-2", 1, DAY, "b");
        gates.publish(publish(winner, recorded(result(winner, 1, "PASS", "h"))));
        GateResult result = recorded(result(loser, 1, "PASS", "h"));

        fails(() -> gates.publish(publish(loser, result)), FailureTypes.STALE_CANDIDATE, "stage and audit again");
        assertThat(rows()).isEqualTo(Map.of(DAY, List.of("b")));
        assertThat(tables.partitions().scan()).hasSize(1);
    }

    @Test
    void aCandidateThatNobodyWillDecideIsLetGoButNoRejectedOne() {
        Candidate abandoned = stage(lake, "run-1", 1, DAY, "a");
        Candidate rejected = stage(lake, "run-2", 1, "2026-01-02", "b");
        gates.keepRejected(keep(rejected, recorded(result(rejected, 1, "REJECTED", "h"))));
        for (int i = 0; i < 2; i++) {
            gates.abandonCandidate(abandoned);
            gates.abandonCandidate(rejected);
        }
        assertThat(lake.load(TABLE).refs()).containsOnlyKeys("rejected-" + rejected.snapshotId());
    }

    @Test
    void whatATerminatedRunLeftIsLetGoByTheNextOneOfThePartition() {
        Candidate left = stage(lake, "run-1", 1, DAY, "a");
        Candidate other = stage(lake, "run-2", 1, "2026-01-02", "b");
        Candidate next = stage(lake, "run-3", 1, DAY, "c");
        assertThat(lake.load(TABLE).refs())
                .containsOnlyKeys("candidate-" + other.snapshotId(), "candidate-" + next.snapshotId());
        assertThat(left.snapshotId()).isNotEqualTo(next.snapshotId());
    }

    @Test
    void saysThatASnapshotIsGone() {
        Candidate candidate = stage(lake, "run-1", 1, DAY, "a");
        Candidate gone = new Candidate(candidate.dataset(), DAY, "4711", "", "run-1", 1, 1, 0, 0, List.of(DAY));

        fails(
                () -> gates.publish(publish(gone, result(gone, 1, "PASS", "h"))),
                FailureTypes.STALE_CANDIDATE,
                "4711 is not in trusted.clicks");
    }

    @Test
    void recordsDecisionsAndOutcomesOnce() {
        Candidate candidate = stage(lake, "run-1", 1, DAY, "a");
        DecisionRecord decision = new DecisionRecord(
                "d-1",
                "gate/x",
                "trusted.clicks",
                DAY,
                "7",
                1,
                "h",
                "ann",
                "claimed",
                "signal",
                "approve",
                "ok",
                "",
                "APPLIED",
                5);

        gates.recordDecision(decision);
        gates.recordDecision(decision);
        recorded(result(candidate, 1, "WAIVED", "h"));
        recorded(result(candidate, 1, "WAIVED", "h"));

        assertThat(tables.decisions().scan()).hasSize(1).allSatisfy(row -> {
            assertThat(row.by()).isEqualTo("ann");
            assertThat(row.at()).isEqualTo(Instant.ofEpochMilli(5));
        });
        assertThat(tables.gateResults().scan())
                .hasSize(1)
                .allSatisfy(row -> assertThat(row.result()).isEqualTo(result(candidate, 1, "WAIVED", "h")));
    }

    @Test
    void thePublishedSnapshotSaysWhatPeopleDecidedOnTheWayToIt() {
        Candidate first = stage(lake, "run-1", 1, DAY, "a", "dirt");
        Candidate second = stage(lake, "run-1", 2, DAY, "a");
        Candidate other = stage(lake, "run-2", 1, "2026-01-02", "b");
        gates.recordDecision(decision("d-2", second, 2, "approve", "ok ".repeat(100)));
        gates.recordDecision(decision("d-1", first, 1, "remediate", "dirt"));
        gates.recordDecision(decision("d-3", other, 3, "approve", "not about it"));

        gates.publish(publish(second, recorded(result(second, 2, "WAIVED", "h"))));

        assertThat(lake.load(TABLE).currentSnapshot().summary().get(SummaryKeys.DECISIONS))
                .startsWith(
                        "[{\"id\":\"d-1\",\"at\":\"1970-01-01T00:00:00.001Z\",\"by\":\"ann\",\"verb\":\"remediate\","
                                + "\"effect\":\"APPLIED\",\"attempt\":\"1\",\"reason\":\"dirt\"},{\"id\":\"d-2\"")
                .endsWith("ok ok…\"}]")
                .doesNotContain("d-3");
    }

    private static DecisionRecord decision(String id, Candidate about, long at, String verb, String reason) {
        return new DecisionRecord(
                id,
                "gate/x",
                about.dataset(),
                about.partition(),
                about.snapshotId(),
                about.attempt(),
                "h",
                "ann",
                "claimed",
                "signal",
                verb,
                reason,
                "",
                "APPLIED",
                at);
    }

    @Test
    void keepsARejectedCandidateSoThatItCanBeReopened() {
        Candidate candidate = rejected();

        RejectedCandidate found = gates.findRejected(reopen(candidate, TestingCandidates.SOURCE));

        assertThat(found).isEqualTo(new RejectedCandidate(candidate, 1));
        assertThat(tables.partitions().scan())
                .hasSize(1)
                .allSatisfy(row -> assertThat(row.state()).isEqualTo(PartitionRow.REJECTED));
        assertThat(rows()).isEmpty();
        refused(candidate, result(candidate, 1, "PASS", "h"), "attempt 1 ended REJECTED");
    }

    @Test
    void publishesAReopenedCandidateAtItsNextAttempt() {
        Candidate candidate = rejected();
        GateResult second = recorded(result(candidate, 2, "WAIVED", "h"));

        gates.publish(publish(candidate, second));

        assertThat(rows()).isEqualTo(Map.of(DAY, List.of("a")));
        assertThat(lake.load(TABLE).refs()).containsOnlyKeys("main");
        fails(
                () -> gates.findRejected(reopen(candidate, TestingCandidates.SOURCE)),
                FailureTypes.NOT_FOUND,
                "reopened and published already");
        fails(() -> gates.keepRejected(keep(candidate, second)), FailureTypes.REFUSED, "is published");
    }

    @Test
    void aReopenedCandidateOutlivesItsDaysWhileItsGateWaits() {
        Candidate candidate = rejected(0);
        gates.reopenCandidate(candidate);
        gates.reopenCandidate(candidate);
        expire();

        gates.publish(publish(candidate, recorded(result(candidate, 2, "WAIVED", "h"))));

        assertThat(rows()).isEqualTo(Map.of(DAY, List.of("a")));
        assertThat(lake.load(TABLE).refs()).containsOnlyKeys("main");
    }

    @Test
    void aReopenedCandidateIsKeptForItsDaysAgainWhenItsRunEndsOrRejectsIt() {
        Candidate candidate = rejected(14);
        String kept = "rejected-" + candidate.snapshotId();
        gates.reopenCandidate(candidate);
        assertThat(lake.load(TABLE).refs()).containsOnlyKeys(kept, "candidate-" + candidate.snapshotId());
        gates.abandonCandidate(candidate);
        assertThat(lake.load(TABLE).refs()).containsOnlyKeys(kept);
        gates.reopenCandidate(candidate);
        gates.keepRejected(keep(candidate, recorded(result(candidate, 2, "REJECTED", "h"))));
        assertThat(lake.load(TABLE).refs()).containsOnlyKeys(kept);
    }

    @Test
    void whatMaintenanceHasRemovedIsNotReopened() {
        Candidate candidate = rejected(0);
        expire();
        fails(() -> gates.reopenCandidate(candidate), FailureTypes.STALE_CANDIDATE, "it is no longer kept");
    }

    @Test
    void rowsThatLeaveQuarantineWaitBesideAnIngestionOfTheirPartition() {
        Candidate ingested = stage(lake, "run-1", 1, DAY, "a");
        Candidate reprocessed = TestingCandidates.reprocess(lake, "run-2", 1, DAY, "a", "b");
        assertThat(lake.load(TABLE).refs())
                .containsOnlyKeys("candidate-" + ingested.snapshotId(), "candidate-" + reprocessed.snapshotId());
    }

    /** As maintenance does: everything that no reference keeps. */
    private void expire() {
        Table table = lake.load(TABLE);
        table.expireSnapshots()
                .expireOlderThan(System.currentTimeMillis() + 60_000)
                .retainLast(1)
                .commit();
    }

    @Test
    void doesNotReopenWhatIsNoLongerKept() {
        Candidate candidate = rejected();
        Clock later = Clock.fixed(Instant.now().plus(Duration.ofDays(15)), ZoneOffset.UTC);

        fails(
                () -> TestingCandidates.gates(lake, folder.toString(), later)
                        .findRejected(reopen(candidate, TestingCandidates.SOURCE)),
                FailureTypes.NOT_FOUND,
                "no longer kept");
    }

    @Test
    void doesNotReopenWhatWasNeverRejectedOrStagedOtherwise() {
        Candidate open = stage(lake, "run-9", 1, DAY, "z");
        Candidate candidate = rejected();

        fails(
                () -> gates.findRejected(reopen(open, TestingCandidates.SOURCE)),
                FailureTypes.NOT_FOUND,
                "never rejected");
        fails(
                () -> gates.findRejected(reopen(candidate, new DefinitionRef("source", "clicks", "v2", "f2"))),
                FailureTypes.STALE_CANDIDATE,
                "source/clicks/v1");
    }

    private Candidate rejected() {
        return rejected(14);
    }

    private Candidate rejected(int days) {
        Candidate candidate = stage(lake, "run-1", 1, DAY, "a");
        GateResult result = recorded(result(candidate, 1, "REJECTED", "h"));
        gates.keepRejected(keep(candidate, result, days));
        gates.keepRejected(keep(candidate, result, days));
        return candidate;
    }

    private static ReopenRequest reopen(Candidate candidate, DefinitionRef definition) {
        return new ReopenRequest(definition, candidate.dataset(), candidate.partition(), candidate.snapshotId());
    }

    private GateResult recorded(GateResult result) {
        gates.recordOutcome(result);
        return result;
    }

    private void refused(Candidate candidate, GateResult result, String why) {
        fails(() -> gates.publish(publish(candidate, result)), FailureTypes.NOT_CERTIFIED, why);
        assertThat(rows()).isEmpty();
        assertThat(tables.partitions().scan()).noneMatch(row -> row.state().equals(PartitionRow.PUBLISHED));
    }

    private static void fails(ThrowingCallable call, String type, String why) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(type);
                    assertThat(failure.isNonRetryable()).isTrue();
                })
                .hasMessageContaining(why);
    }

    private Map<String, List<String>> rows() {
        return TestingRows.idsByPartition(lake.load(TABLE));
    }
}
