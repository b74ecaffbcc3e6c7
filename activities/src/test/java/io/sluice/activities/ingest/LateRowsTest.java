package io.sluice.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.ingest.late.LateDeliveries;
import io.sluice.activities.ingest.late.LateRows;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source.LatePolicy;
import io.sluice.definitions.model.Source.Partitioning;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.ingest.Landed;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code late_policy: correct}: what comes with one partition and belongs to an earlier one. */
final class LateRowsTest {
    private static final String FIRST = "2024-01-01";
    private static final String SECOND = "2024-01-02";
    private static final String THIRD = "2024-01-03";

    private final SparkSession spark = TestingLake.shared().spark().session();

    @TempDir
    Path folder;

    @Test
    void lateRowsAreStagedWithThePartitionThatTheyBelongTo() throws IOException {
        TestingSource source = source("late_staged", new EventId(EventId.Kind.COLUMNS, List.of("id")));
        csv(FIRST, "own,2024-01-01T10:00:00Z,1", "equal,2024-01-01T11:00:00Z,1", "other,2024-01-01T12:00:00Z,1");
        source.publish(FIRST, "one");
        csv(
                SECOND,
                "in time,2024-01-02T10:00:00Z,1",
                "allowed,2024-01-01T23:30:00Z,1",
                "late,2024-01-01T22:59:59.999Z,1",
                "equal,2024-01-01T11:00:00Z,1",
                "other,2024-01-01T12:00:00Z,2",
                "unfit,2024-01-01T13:00:00Z,x",
                "too early,2024-01-03T00:00:00Z,1");

        Candidate second = source.publish(SECOND, "two");

        assertThat(ids("late_staged", SECOND)).containsExactly("allowed", "in time");
        assertThat(facts(second).late()).isEqualTo(4);
        assertThat(facts(second).read()).isEqualTo(7);
        assertThat(second.quarantined()).isEqualTo(1);
        assertThat(late("late_staged").outdatedBy(SECOND)).containsExactly(FIRST);

        Candidate first = source.publish(FIRST, "three");

        assertThat(ids("late_staged", FIRST)).containsExactly("equal", "late", "other", "own");
        assertThat(facts(first).read()).isEqualTo(7);
        assertThat(first.duplicates()).isEqualTo(1);
        assertThat(quarantine("late_staged", "three"))
                .as("the conflicting row and the unfit one, which its own partition judges")
                .containsExactlyInAnyOrder("identity_conflict", "column_type");
        assertThat(late("late_staged").outdatedBy(FIRST)).isEmpty();
        assertThat(late("late_staged").outdatedBy(SECOND)).isEmpty();
    }

    @Test
    void onlyTheNewestPublishedDeliveryCounts() throws IOException {
        TestingSource source = source("late_newest", new EventId(EventId.Kind.COLUMNS, List.of("id")));
        csv(FIRST, "own,2024-01-01T10:00:00Z,1");
        csv(SECOND, "late,2024-01-01T12:00:00Z,1");
        csv(THIRD, "later,2024-01-01T12:00:00Z,1", "gone,2024-01-01T13:00:00Z,1");
        source.publish(SECOND, "two");
        source.publish(THIRD, "three");
        source.publish(FIRST, "one");
        assertThat(ids("late_newest", FIRST)).containsExactly("gone", "late", "later", "own");

        csv(THIRD, "later,2024-01-01T12:00:00Z,1");
        source.publish(THIRD, "four");
        assertThat(late("late_newest").outdatedBy(THIRD)).containsExactly(FIRST);
        Landed never = source.land(SECOND, "five", csv("other", "never,2024-01-01T12:00:00Z,1"));
        source.stage(SECOND, never, "five");
        source.publish(FIRST, "six");

        assertThat(ids("late_newest", FIRST))
                .as("neither what was replaced nor what nobody published")
                .containsExactly("late", "later", "own");
    }

    @Test
    void aPartitionIsOutdatedByWhatCameInWhileItWasJudged() throws IOException {
        TestingSource source = source("late_meanwhile", new EventId(EventId.Kind.COLUMNS, List.of("id")));
        csv(FIRST, "own,2024-01-01T10:00:00Z,1");
        csv(SECOND, "late,2024-01-01T12:00:00Z,1");
        Landed landed = source.land(FIRST, "one");
        source.stage(FIRST, landed, "one");
        source.publish(SECOND, "two");

        source.publish(FIRST, landed, "one");

        assertThat(late("late_meanwhile").outdatedBy(FIRST)).containsExactly(FIRST);
    }

    @Test
    void aPartitionWhoseFilesAreGoneIsStagedFromItsLastPublishedDelivery() throws IOException {
        TestingSource source = source("late_gone", new EventId(EventId.Kind.POSITION, List.of()));
        csv(FIRST, "own,2024-01-01T10:00:00Z,1");
        source.publish(FIRST, "one");
        csv(SECOND, "in time,2024-01-02T10:00:00Z,1", "late,2024-01-01T12:00:00Z,1");
        source.publish(SECOND, "two");
        Files.delete(folder.resolve(FIRST + ".csv"));

        assertThatThrownBy(() -> source.land(FIRST, "three")).hasMessageContaining("there is no file");
        source.publish(FIRST, source.landAgain(FIRST, "three"), "three");

        assertThat(spark
                        .table("sluice.trusted.late_gone")
                        .filter("_partition_label = '" + FIRST + "'")
                        .orderBy("id")
                        .collectAsList()
                        .stream()
                        .map(row -> row.getAs("id") + " " + row.getAs("_event_id")))
                .containsExactly(
                        "late 2024-01-02/000000/0000000000000000001", "own 2024-01-01/000000/0000000000000000000");
        assertThatThrownBy(() -> source.landAgain(THIRD, "four")).hasMessageContaining("there is no file");
    }

    @Test
    void aCorrectionTakesWhatWasPublishedAndNotWhatTheFilesHaveBecome() throws IOException {
        TestingSource source = source("late_changed", new EventId(EventId.Kind.COLUMNS, List.of("id")));
        csv(FIRST, "own,2024-01-01T10:00:00Z,1");
        Landed published = source.land(FIRST, "one");
        source.publish(FIRST, published, "one");
        csv(FIRST, "own,2024-01-01T10:00:00Z,1", "unseen,2024-01-01T11:00:00Z,1");

        assertThat(source.landAgain(FIRST, "two").deliveryId()).isEqualTo(published.deliveryId());
        assertThat(source.land(FIRST, "three").rows()).isEqualTo(2);
    }

    @Test
    void lateRowsOfTooManyPartitionsAreRefused() throws IOException {
        TestingSource source = source("late_many", new EventId(EventId.Kind.COLUMNS, List.of("id")));
        List<String> lines = new ArrayList<>();
        Partition day = Partition.parse("2023-12-30", Partitioning.DAY);
        for (int i = 0; i < LateRows.MOST + 2; i++, day = day.previous()) {
            lines.add("d%d,%sT10:00:00Z,1".formatted(i, day.label()));
        }
        csv(FIRST, lines.toArray(String[]::new));

        Candidate candidate = source.publish(FIRST, "one");

        assertThat(facts(candidate).late()).isEqualTo(LateRows.MOST);
        assertThat(candidate.quarantined()).isEqualTo(2);
        assertThat(quarantine("late_many", "one")).containsOnly("late_partitions");
        assertThat(late("late_many").outdatedBy(FIRST))
                .hasSize(LateRows.MOST)
                .startsWith("2022-12-30")
                .endsWith("2023-12-30");
    }

    @Test
    void saysWhichDeliveryOfLateRowsIsGone() throws IOException {
        TestingSource source = source("late_vanished", new EventId(EventId.Kind.COLUMNS, List.of("id")));
        csv(FIRST, "own,2024-01-01T10:00:00Z,1");
        source.publish(FIRST, "one");
        csv(SECOND, "late,2024-01-01T12:00:00Z,1");
        source.publish(SECOND, "two");
        Table landing = trusted("landing.late_vanished");
        long gone = landing.currentSnapshot().snapshotId();
        csv(FIRST, "own,2024-01-01T10:00:00Z,2");
        Landed again = source.land(FIRST, "three");
        landing.refresh();
        landing.expireSnapshots().expireSnapshotId(gone).commit();

        assertThatThrownBy(() -> source.stage(FIRST, again, "three"))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureTypes.NOT_FOUND);
                    assertThat(failure.getOriginalMessage())
                            .startsWith(
                                    "Cannot stage 2024-01-01 of source late_vanished: the late rows that came with 2024-01-02 are no longer in landing")
                            .endsWith("ingest 2024-01-02 again first");
                });
    }

    private TestingSource source(String name, EventId id) {
        return new TestingSource(TestingSource.source(
                name, "csv", folder.resolve("{partition}.csv").toString(), id, LatePolicy.CORRECT, List.of()));
    }

    private String csv(String day, String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of("id,at,amount"));
        all.addAll(List.of(lines));
        return Files.write(folder.resolve(day + ".csv"), all).toString();
    }

    private List<String> ids(String source, String day) {
        return spark
                .table("sluice.trusted." + source)
                .filter("_partition_label = '" + day + "'")
                .select("id")
                .orderBy("id")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private List<String> quarantine(String source, String run) {
        return spark
                .table("sluice.quarantine." + source)
                .filter("_run = '" + run + "'")
                .select("_rules")
                .collectAsList()
                .stream()
                .map((Row row) -> String.join(" ", row.<String>getList(0)))
                .toList();
    }

    private static StagedFacts facts(Candidate candidate) {
        return StagedFacts.of(trusted(candidate.dataset())
                .snapshot(Long.parseLong(candidate.snapshotId()))
                .summary());
    }

    private static LateDeliveries late(String source) {
        return new LateDeliveries(trusted("trusted." + source));
    }

    private static Table trusted(String dataset) {
        return TestingLake.shared().lake().load(TableNames.parse(dataset));
    }
}
