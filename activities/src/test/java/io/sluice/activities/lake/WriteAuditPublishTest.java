package io.sluice.activities.lake;

import static io.sluice.activities.lake.TestingRows.file;
import static io.sluice.activities.lake.TestingRows.idsByPartition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WriteAuditPublishTest {
    private static final TableIdentifier NAME = TableNames.trusted("clicks");

    @TempDir
    Path folder;

    private Lake lake;
    private WriteAuditPublish publishing;

    @BeforeEach
    void createTable() {
        lake = Lake.open(LakeConfig.embedded(folder));
        lake.loadOrCreate(TableLayouts.trusted(TestingRows.source("clicks")));
        publishing = new WriteAuditPublish(lake);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void showsNothingBeforePublishing() {
        Snapshot staged = stage("run-1/1", "2026-01-01", "a");

        assertThat(current()).isEmpty();
        assertThat(table().currentSnapshot()).isNull();
        assertThat(staged.summary())
                .containsEntry("wap.id", "run-1/1")
                .containsEntry(SummaryKeys.DATASET, "trusted.clicks");
        assertThat(publishing.findPublished(NAME, staged.snapshotId())).isEmpty();
    }

    @Test
    void publishesTwoFirstStagesOfAnEmptyTableInAnyOrder() {
        Snapshot first = stage("run-1/1", "2026-01-01", "a");
        Snapshot second = stage("run-2/1", "2026-01-02", "b");

        assertThat(publishing.publish(NAME, second.snapshotId(), Map.of()).already())
                .isFalse();
        assertThat(publishing.publish(NAME, first.snapshotId(), Map.of()).already())
                .isFalse();

        assertThat(current()).isEqualTo(Map.of("2026-01-01", List.of("a"), "2026-01-02", List.of("b")));
    }

    @Test
    void recognisesWhatIsPublishedAlready() {
        Snapshot other = stage("run-1/1", "2026-01-01", "a");
        Snapshot picked = stage("run-2/1", "2026-01-02", "b");
        publishing.publish(NAME, other.snapshotId(), Map.of());
        Publication first = publishing.publish(NAME, picked.snapshotId(), Map.of());

        Publication second = publishing.publish(NAME, picked.snapshotId(), Map.of());

        assertThat(first.snapshotId()).isNotEqualTo(picked.snapshotId());
        assertThat(second).isEqualTo(new Publication(picked.snapshotId(), first.snapshotId(), first.sequence(), true));
        assertThat(publishing.publish(NAME, other.snapshotId(), Map.of()).already())
                .isTrue();
        assertThat(table().history()).hasSize(2);
    }

    @Test
    void publishesTheCandidatesPropertiesWithThoseOfThePublication() {
        Snapshot staged = stage("run-1/1", "2026-01-01", "a");
        publishing.publish(NAME, staged.snapshotId(), Map.of(SummaryKeys.DECISIONS, "[1]"));
        publishing.publish(NAME, staged.snapshotId(), Map.of(SummaryKeys.DECISIONS, "[2]"));

        assertThat(table().currentSnapshot().summary())
                .containsEntry(SummaryKeys.DATASET, "trusted.clicks")
                .containsEntry(SummaryKeys.DECISIONS, "[1]")
                .containsEntry("source-snapshot-id", String.valueOf(staged.snapshotId()))
                .doesNotContainKey(SummaryKeys.WAP_ID);
    }

    @Test
    void ofTwoPublishersAtOnceOnlyOneCommits() {
        Snapshot staged = stage("run-1/1", "2026-01-01", "a", "b");
        List<CompletableFuture<Publication>> both = IntStream.range(0, 4)
                .mapToObj(publisher -> CompletableFuture.supplyAsync(() -> {
                    try (Lake own = Lake.open(LakeConfig.embedded(folder))) {
                        return new WriteAuditPublish(own).publish(NAME, staged.snapshotId(), Map.of());
                    }
                }))
                .toList();

        assertThat(both.stream().map(CompletableFuture::join).filter(done -> !done.already()))
                .hasSize(1);
        assertThat(table().history()).hasSize(1);
        assertThat(current()).isEqualTo(Map.of("2026-01-01", List.of("a", "b")));
    }

    @Test
    void stagesOncePerRunAndAttempt() {
        Snapshot first = stage("run-1/1", "2026-01-01", "a");

        assertThat(stage("run-1/1", "2026-01-01", "again").snapshotId()).isEqualTo(first.snapshotId());
        assertThat(table().snapshots()).hasSize(1);
        assertThat(stage("run-1/2", "2026-01-01", "b").snapshotId()).isNotEqualTo(first.snapshotId());
    }

    @Test
    void replacesTheWholePartitionAndNothingElse() {
        publish("run-1/1", "2026-01-01", "a", "b");
        publish("run-2/1", "2026-01-02", "c");

        publish("run-3/1", "2026-01-01", "d");

        assertThat(current()).isEqualTo(Map.of("2026-01-01", List.of("d"), "2026-01-02", List.of("c")));
    }

    @Test
    void refusesACandidateWhosePartitionMoved() {
        publish("run-1/1", "2026-01-01", "a");
        Snapshot candidate = stage("run-2/1", "2026-01-01", "b");
        publish("run-3/1", "2026-01-01", "c");

        assertThatThrownBy(() -> publishing.publish(NAME, candidate.snapshotId(), Map.of()))
                .isInstanceOf(StaleCandidateException.class)
                .hasMessageContaining("trusted.clicks")
                .hasMessageContaining("stage and audit again");
        assertThat(current()).isEqualTo(Map.of("2026-01-01", List.of("c")));
    }

    @Test
    void refusesTheLoserOfTwoFirstStagesOfOnePartition() {
        Snapshot winner = stage("run-1/1", "2026-01-01", "a");
        Snapshot loser = stage("run-2/1", "2026-01-01", "b");
        publishing.publish(NAME, winner.snapshotId(), Map.of());

        assertThatThrownBy(() -> publishing.publish(NAME, loser.snapshotId(), Map.of()))
                .isInstanceOf(StaleCandidateException.class);
        assertThat(current()).isEqualTo(Map.of("2026-01-01", List.of("a")));
    }

    @Test
    void publishesACandidateWhenOnlyOtherPartitionsMoved() {
        publish("run-1/1", "2026-01-01", "a");
        Snapshot candidate = stage("run-2/1", "2026-01-01", "b");
        publish("run-3/1", "2026-01-02", "c");

        publishing.publish(NAME, candidate.snapshotId(), Map.of());

        assertThat(current()).isEqualTo(Map.of("2026-01-01", List.of("b"), "2026-01-02", List.of("c")));
    }

    @Test
    void emptiesAPartitionThatGotNoRows() {
        publish("run-1/1", "2026-01-01", "a");
        publish("run-2/1", "2026-01-02", "b");

        Snapshot staged = stage("run-3/1", "2026-01-01");
        publishing.publish(NAME, staged.snapshotId(), Map.of());

        assertThat(current()).isEqualTo(Map.of("2026-01-02", List.of("b")));
        assertThat(publishing.rowsByPartition(NAME, staged.snapshotId())).isEqualTo(Map.of("2026-01-01", 0L));
    }

    @Test
    void refusesACandidateWhosePartitionWasEmptiedMeanwhile() {
        publish("run-1/1", "2026-01-01", "a");
        Snapshot candidate = stage("run-2/1", "2026-01-01", "b");
        publish("run-3/1", "2026-01-01");

        assertThatThrownBy(() -> publishing.publish(NAME, candidate.snapshotId(), Map.of()))
                .isInstanceOf(StaleCandidateException.class);
        assertThat(current()).isEmpty();
    }

    @Test
    void takesOverFilesThatWereStagedAsAnAppend() {
        Table table = table();
        table.newAppend()
                .stageOnly()
                .set(SummaryKeys.WAP_ID, "run-1/1/files")
                .appendFile(file(table, "2026-01-01", "a", "b"))
                .commit();
        Snapshot append = publishing.findStaged(NAME, "run-1/1/files").orElseThrow();

        Snapshot staged = publishing.stageReplacement(new Replacement(
                NAME, "run-1/1", publishing.addedFiles(NAME, append.snapshotId()), List.of("2026-01-01"), Map.of()));
        publishing.publish(NAME, staged.snapshotId(), Map.of());

        assertThat(current()).isEqualTo(Map.of("2026-01-01", List.of("a", "b")));
    }

    @Test
    void refusesFilesOfPartitionsThatItDoesNotReplace() {
        DataFile stray = file(table(), "2026-01-02", "x");

        assertThatThrownBy(() -> publishing.stageReplacement(
                        new Replacement(NAME, "run-1/1", List.of(stray), List.of("2026-01-01"), Map.of())))
                .hasMessageContaining("2026-01-02");
        assertThat(publishing.findStaged(NAME, "run-1/1")).isEmpty();
    }

    @Test
    void refusesSnapshotsThatWereNotStaged() {
        Table table = table();
        table.newAppend().stageOnly().appendFile(file(table, "2026-01-01", "a")).commit();
        table.refresh();
        long unnamed = table.snapshots().iterator().next().snapshotId();

        assertThatThrownBy(() -> publishing.publish(NAME, unnamed, Map.of()))
                .isInstanceOf(StaleCandidateException.class);
        assertThatThrownBy(() -> publishing.publish(NAME, 4711, Map.of())).isInstanceOf(StaleCandidateException.class);
        assertThat(current()).isEmpty();
    }

    @Test
    void tagsACandidateUntilItIsDecided() {
        Snapshot staged = stage("run-1/1", "2026-01-01", "a");
        String tag = "candidate-" + staged.snapshotId();
        assertThat(table().refs()).containsKey(tag);

        publishing.publish(NAME, staged.snapshotId(), Map.of());
        publishing.closeCandidate(NAME, staged.snapshotId());
        publishing.closeCandidate(NAME, staged.snapshotId());

        assertThat(table().refs()).doesNotContainKey(tag);
    }

    @Test
    void onlyTheNewestAttemptOfARunIsTagged() {
        Snapshot other = stage("run-2/1", "2026-01-02", "z");
        IntStream.rangeClosed(1, 10).forEach(attempt -> stage("run-1/" + attempt, "2026-01-01", "a"));
        Snapshot newest = publishing.findStaged(NAME, "run-1/10").orElseThrow();

        assertThat(table().refs().keySet())
                .containsExactlyInAnyOrder("candidate-" + other.snapshotId(), "candidate-" + newest.snapshotId());
    }

    @Test
    void aReplacedAttemptThatIsStagedLateGetsNoTag() {
        stage("run-1/1", "2026-01-01", "a");
        Snapshot second = stage("run-1/2", "2026-01-01", "b");
        stage("run-1/1", "2026-01-01", "a");

        assertThat(table().refs().keySet()).containsExactly("candidate-" + second.snapshotId());
    }

    @Test
    void setsTheTagsThatATryDiedBefore() {
        Snapshot first = stage("run-1/1", "2026-01-01", "a");
        Snapshot second = stage("run-1/2", "2026-01-01", "b");
        Table table = table();
        table.manageSnapshots()
                .removeTag("candidate-" + second.snapshotId())
                .createTag("candidate-" + first.snapshotId(), first.snapshotId())
                .commit();

        assertThat(publishing.resume(NAME, "run-1/2")).contains(second);

        assertThat(table().refs().keySet()).containsExactly("candidate-" + second.snapshotId());
    }

    @Test
    void aCandidateThatWasRejectedStaysKeptWhenTheNextIsStaged() {
        Snapshot rejected = stage("run-1/1", "2026-01-01", "a");
        publishing.keepRejected(NAME, rejected.snapshotId(), rejected.timestampMillis() + 1_000);
        Snapshot next = stage("run-1/2", "2026-01-01", "b");

        assertThat(table().refs().keySet())
                .containsExactlyInAnyOrder("rejected-" + rejected.snapshotId(), "candidate-" + next.snapshotId());
    }

    @Test
    void whatIsPublishedIsNotTaggedAgain() {
        Snapshot staged = stage("run-1/1", "2026-01-01", "a");
        publishing.publish(NAME, staged.snapshotId(), Map.of());
        publishing.closeCandidate(NAME, staged.snapshotId());

        publishing.resume(NAME, "run-1/1");

        assertThat(table().refs()).containsOnlyKeys("main");
    }

    @Test
    void keepsARejectedCandidateForAWhile() {
        Snapshot staged = stage("run-1/1", "2026-01-01", "a");
        long until = staged.timestampMillis() + 1_000;

        publishing.keepRejected(NAME, staged.snapshotId(), until);
        publishing.keepRejected(NAME, staged.snapshotId(), until);

        assertThat(publishing.isKept(NAME, staged.snapshotId(), until)).isTrue();
        assertThat(publishing.isKept(NAME, staged.snapshotId(), until + 1)).isFalse();
        assertThat(table().refs().keySet()).containsOnly("rejected-" + staged.snapshotId());
    }

    @Test
    void leavesNoBoundsOfIdentifyingColumns() {
        DataFile written = file(table(), "2026-01-01", "a");

        Table table = table();
        assertThat(written.upperBounds())
                .doesNotContainKeys(
                        table.schema().findField("id").fieldId(),
                        table.schema().findField("customer").fieldId(),
                        table.schema().findField("_event_id").fieldId());
        assertThat(written.valueCounts())
                .containsKey(table.schema().findField("amount").fieldId());
    }

    private void publish(String wapId, String partition, String... ids) {
        publishing.publish(NAME, stage(wapId, partition, ids).snapshotId(), Map.of());
    }

    private Snapshot stage(String wapId, String partition, String... ids) {
        List<DataFile> files = ids.length == 0 ? List.of() : List.of(file(table(), partition, ids));
        return publishing.stageReplacement(
                new Replacement(NAME, wapId, files, List.of(partition), Map.of(SummaryKeys.DATASET, NAME.toString())));
    }

    private Table table() {
        return lake.load(NAME);
    }

    private Map<String, List<String>> current() {
        return idsByPartition(table());
    }
}
