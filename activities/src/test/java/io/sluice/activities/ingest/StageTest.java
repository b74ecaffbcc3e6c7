package io.sluice.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source.LatePolicy;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.ingest.Landed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StageTest {
    private static final String DAY = "2024-01-01";

    private final SparkSession spark = TestingLake.shared().spark().session();

    @TempDir
    Path folder;

    @Test
    void stagesTheSameAttemptOnce() throws IOException {
        TestingSource source = TestingSource.csv("stage_once", folder);
        csv(DAY, "a,2024-01-01T10:00:00Z,1.5", "b,2024-01-01T11:00:00Z,x");
        Landed landed = source.land(DAY, "run");

        Candidate first = source.stage(DAY, landed, "run");
        Candidate second = source.stage(DAY, landed, "run");

        assertThat(second).isEqualTo(first);
        assertThat(first.rows()).isEqualTo(1);
        assertThat(first.quarantined()).isEqualTo(1);
        assertThat(table("trusted", "stage_once").snapshots()).hasSize(1);
        assertThat(table("trusted", "stage_once").refs()).containsOnlyKeys("candidate-" + first.snapshotId());
        assertThat(table("quarantine", "stage_once").snapshots()).hasSize(1);
        assertThat(table("trusted", "stage_once").currentSnapshot()).isNull();
    }

    @Test
    void takesUpAnAttemptThatDiedBetweenQuarantineAndCandidate() throws IOException {
        TestingSource source = TestingSource.csv("stage_died", folder);
        csv(DAY, "a,2024-01-01T10:00:00Z,1", "b,,1");
        Landed landed = source.land(DAY, "run");
        source.stage(DAY, landed, "run");
        dropCandidates("stage_died");

        Candidate again = source.stage(DAY, landed, "run");

        assertThat(staged(again).select("id").collectAsList().toString()).isEqualTo("[[a]]");
        assertThat(quarantine("stage_died").count()).isEqualTo(1);
        assertThat(again.quarantined()).isEqualTo(1);
    }

    @Test
    void replacesTheQuarantineOfATryThatDiedBeforeTheGateChanged() throws IOException {
        csv(DAY, "a,2024-01-01T10:00:00Z,1", "b,2024-01-01T10:00:00Z,-1");
        TestingSource before = withRules("stage_changed", expectation("least", 10, Expectation.RowAction.QUARANTINE));
        Landed landed = before.land(DAY, "run");
        before.stage(DAY, landed, "run");
        dropCandidates("stage_changed");

        TestingSource after = withRules("stage_changed", expectation("least", 0, Expectation.RowAction.QUARANTINE));
        Candidate candidate = after.stage(DAY, landed, "run");

        assertThat(staged(candidate).select("id").collectAsList().toString()).isEqualTo("[[a]]");
        assertThat(quarantine("stage_changed").select("id").collectAsList().toString())
                .isEqualTo("[[b]]");
    }

    @Test
    void replacesThatQuarantineAlsoWhereMaintenanceHasPutOtherRunsBesideIt() throws IOException {
        csv(DAY, "a,2024-01-01T10:00:00Z,1", "b,2024-01-01T10:00:00Z,-1");
        TestingSource before = withRules("stage_compact", expectation("least", 10, Expectation.RowAction.QUARANTINE));
        Landed landed = before.land(DAY, "run");
        before.stage(DAY, landed, "other");
        before.stage(DAY, landed, "run");
        dropCandidates("stage_compact");
        spark.sql("INSERT OVERWRITE sluice.quarantine.stage_compact SELECT * FROM sluice.quarantine.stage_compact");

        TestingSource after = withRules("stage_compact", expectation("least", 0, Expectation.RowAction.QUARANTINE));
        after.stage(DAY, landed, "run");

        assertThat(quarantine("stage_compact")
                        .orderBy("_run", "id")
                        .select("_run", "id")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[other,a], [other,b], [run,b]]");
    }

    @Test
    void keepsOneOfEqualRowsAndTheLeastContentOfUnequalOnes() throws IOException {
        TestingSource source = TestingSource.csv("stage_dedup", folder);
        csv(
                DAY,
                "twice,2024-01-01T10:00:00Z,1",
                "twice,2024-01-01T10:00:00Z,1.0",
                "other,2024-01-01T10:00:00Z,1",
                "other,2024-01-01T10:00:00Z,2",
                "other,2024-01-01T10:00:00Z,2",
                "other,2024-01-01T10:00:00Z,1",
                "time,2024-01-01T10:00:00Z,1",
                "time,2024-01-01T10:00:00.001Z,1");

        Candidate candidate = source.stage(DAY, source.land(DAY, "run"), "run");

        assertThat(staged(candidate)
                        .groupBy("id")
                        .count()
                        .orderBy("id")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[other,1], [time,2], [twice,1]]");
        assertThat(facts(candidate).reused())
                .as("one id at two times is two events")
                .isEqualTo(2);
        assertThat(candidate.duplicates()).isEqualTo(3);
        assertThat(candidate.quarantined()).isEqualTo(1);
        assertThat(quarantine("stage_dedup").select("_rules").collectAsList().toString())
                .contains("identity_conflict");
    }

    @Test
    void keepsTheSameOfTwoPayloadsWhateverTheirOrder() throws IOException {
        TestingSource source = TestingSource.csv("stage_order", folder);
        csv(DAY, "a,2024-01-01T10:00:00Z,1", "a,2024-01-01T10:00:00Z,2");
        Candidate forward = source.stage(DAY, source.land(DAY, "one"), "one");
        csv(DAY, "a,2024-01-01T10:00:00Z,2", "a,2024-01-01T10:00:00Z,1");
        Candidate backward = source.stage(DAY, source.land(DAY, "two"), "two");

        assertThat(staged(backward).select("amount").collectAsList())
                .isEqualTo(staged(forward).select("amount").collectAsList());
    }

    @Test
    void comparesWithWhatNeighboursHaveTrusted() throws IOException {
        TestingSource source = TestingSource.csv("stage_late", folder);
        csv(DAY, "a,2024-01-01T23:30:00Z,1", "b,2024-01-01T23:30:00Z,1");
        source.publish(DAY, "one");
        csv(
                "2024-01-02",
                "a,2024-01-01T23:30:00Z,1",
                "b,2024-01-01T23:30:00Z,2",
                "late,2024-01-01T23:30:00Z,1",
                "on time,2024-01-02T00:00:00Z,1",
                "too late,2024-01-01T22:59:59.999Z,1",
                "too early,2024-01-03T00:00:00Z,1");

        Candidate second = source.publish("2024-01-02", "two");

        assertThat(staged(second).select("id").orderBy("id").collectAsList().toString())
                .isEqualTo("[[late], [on time]]");
        assertThat(second.duplicates()).isEqualTo(1);
        assertThat(quarantine("stage_late")
                        .selectExpr("get_json_object(_row, '$.id') id", "_rules[0]")
                        .orderBy("id")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[b,identity_conflict], [too early,outside_partition], [too late,outside_partition]]");
        assertThat(spark.table("sluice.trusted.stage_late").count()).isEqualTo(4);
    }

    @Test
    void rowsOfTwoPartitionsFilesHaveDifferentPositions() throws IOException {
        TestingSource source = positioned("stage_position", "{partition}.csv");
        csv(DAY, "a,2024-01-01T23:30:00Z,1");
        csv("2024-01-02", "b,2024-01-01T23:30:00Z,2", "c,2024-01-02T10:00:00Z,3");
        source.publish(DAY, "one");

        Candidate second = source.publish("2024-01-02", "two");

        assertThat(second.quarantined()).isZero();
        assertThat(ids("stage_position"))
                .containsExactly(
                        "a 2024-01-01/000000/0000000000000000000",
                        "b 2024-01-02/000000/0000000000000000000",
                        "c 2024-01-02/000000/0000000000000000001");
    }

    @Test
    void aLateRowHasOnePositionWhicheverPartitionItIsMetIn() throws IOException {
        TestingSource source = positioned("stage_place", "export-*/*.csv");
        Files.createDirectories(folder.resolve("export-1"));
        csv("export-1/a", "a,2024-01-02T10:00:00Z,1");
        csv("export-1/b", "b,2024-01-01T23:30:00Z,2");
        source.publish(DAY, "one");

        Candidate second = source.publish("2024-01-02", "two");

        assertThat(second.duplicates()).isEqualTo(1);
        assertThat(ids("stage_place"))
                .containsExactly("a export-1/a.csv/0000000000000000000", "b export-1/b.csv/0000000000000000000");
    }

    private TestingSource positioned(String name, String files) {
        return new TestingSource(TestingSource.source(
                name,
                "csv",
                folder.resolve(files).toString(),
                new EventId(EventId.Kind.POSITION, List.of()),
                LatePolicy.QUARANTINE,
                List.of()));
    }

    private List<String> ids(String source) {
        return spark.table("sluice.trusted." + source).orderBy("id").collectAsList().stream()
                .map(row -> row.getAs("id") + " " + row.getAs("_event_id"))
                .toList();
    }

    @Test
    void dropsLateRowsWhenThePolicySaysSo() throws IOException {
        TestingSource source = new TestingSource(TestingSource.source(
                "stage_drop",
                "csv",
                location(),
                new EventId(EventId.Kind.CONTENT, List.of()),
                LatePolicy.DROP,
                List.of()));
        csv(DAY, "a,2024-01-01T10:00:00Z,1", "a,2024-01-01T10:00:00Z,1", "b,2024-01-05T10:00:00Z,1");

        Candidate candidate = source.stage(DAY, source.land(DAY, "run"), "run");

        StagedFacts facts = facts(candidate);
        assertThat(facts.dropped()).isEqualTo(1);
        assertThat(facts.duplicates()).isEqualTo(1);
        assertThat(facts.rows()).isEqualTo(1);
        assertThat(facts.read()).isEqualTo(3);
    }

    @Test
    void sendsDirtToQuarantineWithReasonsAndLosesNothing() throws IOException {
        TestingSource source = TestingSource.json("stage_dirt", folder);
        Files.write(
                folder.resolve(DAY + ".json"),
                List.of(
                        "{\"id\":\"ok\",\"at\":\"2024-01-01T10:00:00.0009Z\",\"amount\":1}",
                        "{broken",
                        "{\"id\":\"text\",\"at\":\"2024-01-01T10:00:00Z\",\"amount\":\"lots\"}",
                        "{\"id\":\"huge\",\"at\":\"2024-01-01T10:00:00Z\",\"amount\":1e18}",
                        "{\"id\":\"nan\",\"at\":\"2024-01-01T10:00:00Z\",\"amount\":\"NaN\"}",
                        "{\"id\":\"inf\",\"at\":\"2024-01-01T10:00:00Z\",\"amount\":\"Infinity\"}",
                        "{\"id\":\"minus\",\"at\":\"2024-01-01T10:00:00Z\",\"amount\":\"-Infinity\"}",
                        "{\"id\":\"never\",\"amount\":1}",
                        "{\"id\":\"null\",\"at\":\"2024-01-01T10:00:00Z\"}"));

        Candidate candidate = source.stage(DAY, source.land(DAY, "run"), "run");

        assertThat(staged(candidate)
                        .select("id", "amount", "at")
                        .orderBy("id")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[null,null,2024-01-01T10:00:00Z], [ok,1.0,2024-01-01T10:00:00Z]]");
        assertThat(quarantine("stage_dirt")
                        .selectExpr("get_json_object(_row, '$.id') id", "_rules", "_severity")
                        .orderBy("_source_position")
                        .collectAsList()
                        .stream()
                        .map(row -> row.getString(0) + " " + row.getList(1) + " " + row.getString(2)))
                .containsExactly(
                        "null [corrupt_record, event_time_missing] error",
                        "text [column_type] error",
                        "huge [number_range] error",
                        "nan [number_range] error",
                        "inf [number_range] error",
                        "minus [number_range] error",
                        "never [event_time_missing] error");
        assertThat(quarantine("stage_dirt")
                        .filter("_reason = 'not of the declared type: amount'")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void splitsRowsByRulesThatQuarantineAndByThoseDecided() throws IOException {
        Expectation always = expectation("not_negative", 0, Expectation.RowAction.QUARANTINE);
        Expectation decided = expectation("at_least_ten", 10, Expectation.RowAction.KEEP);
        TestingSource source = withRules("stage_rules", always, decided);
        csv(DAY, "a,2024-01-01T10:00:00Z,-1", "b,2024-01-01T10:00:00Z,5", "c,2024-01-01T10:00:00Z,10");
        Landed landed = source.land(DAY, "run");

        assertThat(source.stage(DAY, landed, "one").rows()).isEqualTo(2);
        assertThat(source.stage(DAY, landed, "two", "at_least_ten").rows()).isEqualTo(1);
        assertThat(quarantine("stage_rules")
                        .filter("_run = 'two' AND id = 'b'")
                        .select("_rules", "_severity", "_partition_label")
                        .collectAsList()
                        .toString())
                .contains("at_least_ten", "warning", DAY);
    }

    @Test
    void stagesAMissingColumnAsNullAndSaysSo() {
        TestingSource source = TestingSource.parquet("stage_missing", folder);
        spark.sql("SELECT 'a' id, timestamp_ntz'2024-01-01 10:00:00' at")
                .write()
                .parquet(folder.resolve(DAY + ".parquet").toString());

        Candidate candidate = source.stage(DAY, source.land(DAY, "run"), "run");

        assertThat(staged(candidate).select("amount").collectAsList().toString())
                .isEqualTo("[[null]]");
        assertThat(facts(candidate).missingColumns()).containsExactly("amount");
    }

    @Test
    void quarantinesAColumnThatNoCastTurnsIntoItsType() {
        TestingSource source = TestingSource.parquet("stage_uncastable", folder);
        spark.sql("SELECT 'a' id, 20240101 at, array(1.5D) amount")
                .write()
                .parquet(folder.resolve(DAY + ".parquet").toString());

        Candidate candidate = source.stage(DAY, source.land(DAY, "run"), "run");

        assertThat(candidate.rows()).isZero();
        assertThat(quarantine("stage_uncastable").select("_reason").head().getString(0))
                .contains("not of the declared type: at, amount");
    }

    @Test
    void stagesAPartitionThatBecameEmpty() throws IOException {
        TestingSource source = TestingSource.csv("stage_empty", folder);
        csv(DAY, "a,2024-01-01T10:00:00Z,1");
        source.publish(DAY, "one");
        csv(DAY);

        assertThat(source.publish(DAY, "two").rows()).isZero();
        assertThat(spark.table("sluice.trusted.stage_empty").count()).isZero();
    }

    /** As if the process had died before the candidate's commit: the quarantine is there, the candidate is not. */
    private static void dropCandidates(String source) {
        Table trusted = table("trusted", source);
        trusted.refs().keySet().stream()
                .filter(name -> !name.equals("main"))
                .forEach(tag -> trusted.manageSnapshots().removeTag(tag).commit());
        trusted.snapshots()
                .forEach(snapshot -> trusted.expireSnapshots()
                        .expireSnapshotId(snapshot.snapshotId())
                        .commit());
        assertThat(table("trusted", source).snapshots()).isEmpty();
    }

    private TestingSource withRules(String name, Expectation... rules) {
        return new TestingSource(TestingSource.source(
                name,
                "csv",
                location(),
                new EventId(EventId.Kind.COLUMNS, List.of("id")),
                LatePolicy.QUARANTINE,
                List.of(rules)));
    }

    private static Expectation expectation(String id, int least, Expectation.RowAction rows) {
        return new Expectation(
                id,
                "expect_column_values_to_be_between",
                Map.of("column", "amount", "min_value", least),
                Expectation.Severity.WARNING,
                rows);
    }

    private String location() {
        return folder.resolve("{partition}.csv").toString();
    }

    private void csv(String day, String... lines) throws IOException {
        List<String> all = new java.util.ArrayList<>(List.of("id,at,amount"));
        all.addAll(List.of(lines));
        Files.write(folder.resolve(day + ".csv"), all);
    }

    private Dataset<Row> staged(Candidate candidate) {
        return spark.read()
                .option("snapshot-id", candidate.snapshotId())
                .table("sluice." + candidate.dataset())
                .filter("_partition_label = '" + candidate.partition() + "'");
    }

    private static StagedFacts facts(Candidate candidate) {
        return StagedFacts.of(TestingLake.shared()
                .lake()
                .load(TableNames.parse(candidate.dataset()))
                .snapshot(Long.parseLong(candidate.snapshotId()))
                .summary());
    }

    private Dataset<Row> quarantine(String source) {
        return spark.table("sluice.quarantine." + source);
    }

    private static Table table(String namespace, String source) {
        return TestingLake.shared().lake().load(TableNames.parse(namespace + "." + source));
    }
}
