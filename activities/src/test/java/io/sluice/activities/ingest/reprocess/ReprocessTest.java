package io.sluice.activities.ingest.reprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.ingest.StagedFacts;
import io.sluice.activities.ingest.TestingSource;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeUnavailableException;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.Source.LatePolicy;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Patch;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.reprocess.ReprocessPlanRequest;
import io.sluice.workflows.reprocess.ReprocessRequest;
import io.sluice.workflows.reprocess.Reprocessed;
import io.sluice.workflows.reprocess.SettleRequest;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows leave quarantine when they pass, once, and only by way of a publication. */
final class ReprocessTest {
    private static final String DAY = "2024-01-01";
    private static final Instant NOW = Instant.parse("2024-01-05T00:00:00Z");

    private final SparkSession spark = TestingLake.shared().spark().session();
    private final Lake lake = TestingLake.shared().lake();

    @TempDir
    Path folder;

    @Test
    void whatPassesNowIsPublishedAndNothingElseChanges() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5", "b,2024-01-01T11:00:00Z,20", "c,2024-01-01T12:00:00Z,90", "d,,1");
        source("passes_now", 10).publish(DAY, "one");
        TestingSource relaxed = source("passes_now", 50);

        Reprocessed judged = stage(relaxed, 1);

        assertThat(judged.passed()).isEqualTo(1);
        assertThat(judged.stillRefused()).isEqualTo(2);
        assertThat(trusted("passes_now")).as("nothing is published yet").isEqualTo("[[a,one]]");
        assertThat(quarantine("passes_now", "_released_run IS NOT NULL", "id")).isEqualTo("[]");
        assertThat(stage(relaxed, 1)).as("idempotent").isEqualTo(judged);
        publish(relaxed, judged);
        assertThat(trusted("passes_now")).isEqualTo("[[a,one], [b,two]]");
        assertThat(quarantine(
                        "passes_now",
                        "_released_run IS NOT NULL",
                        "id",
                        "_released_as",
                        "_released_run",
                        "_released_attempt",
                        "CAST(_released_at AS string)"))
                .isEqualTo("[[b,trusted,two,1,2024-01-05 00:00:00]]");
        assertThat(quarantine("passes_now", "_released_run IS NULL", "id", "_rules[0]", "_run"))
                .isEqualTo("[[c,small,one], [d,event_time_missing,one]]");
        Map<String, String> summary = summary(judged);
        assertThat(summary.get(SummaryKeys.INPUTS)).contains("trusted.passes_now@", "quarantine.passes_now@");
        StagedFacts facts = StagedFacts.of(summary);
        assertThat(List.of(facts.read(), facts.rows(), facts.quarantined())).containsExactly(4L, 2L, 2L);
    }

    @Test
    void runAgainItChangesNothing() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5", "b,2024-01-01T11:00:00Z,20", "c,2024-01-01T12:00:00Z,90");
        source("same", 10).publish(DAY, "one");
        TestingSource relaxed = source("same", 50);
        Reprocessed first = stage(relaxed, 1);
        publish(relaxed, first);
        settle(relaxed, first);
        long trusted = current("trusted.same");
        long quarantine = current("quarantine.same");

        Reprocessed second = activities(relaxed).stageReprocess(request(relaxed, "three", 1));

        assertThat(second).isEqualTo(new Reprocessed(null, 0, 0, 0, 1));
        assertThat(current("trusted.same")).isEqualTo(trusted);
        assertThat(current("quarantine.same")).isEqualTo(quarantine);
        assertThat(spark.table("sluice.quarantine.same").count()).isEqualTo(2);
        assertThat(plan(relaxed, null)).containsExactly(DAY);
    }

    @Test
    void whatIsStillRefusedSaysWhyToday() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5", "b,2024-01-01T11:00:00Z,20");
        source("reasons", 10).publish(DAY, "one");
        TestingSource other = source("reasons", "still_small", 15);

        assertThat(stage(other, 1)).isEqualTo(new Reprocessed(null, 0, 0, 0, 1));

        assertThat(quarantine("reasons", "true", "id", "_rules[0]", "_released_run"))
                .isEqualTo("[[b,still_small,null]]");
        assertThat(quarantine("reasons", "true", "_reason")).contains("still_small: expected that");
    }

    @Test
    void whatARunThatDiedHasPublishedIsWrittenDownByTheNext() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5", "b,2024-01-01T11:00:00Z,20", "c,2024-01-01T12:00:00Z,90");
        source("died", 10).publish(DAY, "one");
        TestingSource relaxed = source("died", 50);
        Reprocessed first = stage(relaxed, 1);
        relaxed.publish(Objects.requireNonNull(first.candidate()));

        Reprocessed second = activities(relaxed).stageReprocess(request(relaxed, "three", 1));

        assertThat(second).isEqualTo(new Reprocessed(null, 0, 0, 0, 1));
        assertThat(trusted("died")).isEqualTo("[[a,one], [b,two]]");
        assertThat(quarantine("died", "_released_run = 'two'", "id")).isEqualTo("[[b]]");
    }

    @Test
    void whatWasPublishedLeavesOnceAlsoWhenQuarantineWasRewrittenMeanwhile() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5", "b,2024-01-01T11:00:00Z,20", "c,2024-01-01T12:00:00Z,90");
        source("rewritten", 10).publish(DAY, "one");
        TestingSource relaxed = source("rewritten", 50);
        relaxed.publish(Objects.requireNonNull(stage(relaxed, 1).candidate()));
        rewrite("rewritten", "true");

        Reprocessed second = activities(relaxed).stageReprocess(request(relaxed, "three", 1));

        assertThat(second).isEqualTo(new Reprocessed(null, 0, 0, 0, 1));
        assertThat(quarantine("rewritten", "true", "id", "_released_as", "_released_run", "_released_attempt"))
                .isEqualTo("[[b,trusted,two,1], [c,null,null,null]]");
        long settled = current("quarantine.rewritten");
        settle(relaxed, "trusted.rewritten");
        assertThat(current("quarantine.rewritten")).as("once").isEqualTo(settled);
    }

    @Test
    void aRowThatIsInQuarantineTwiceDoesNotMultiply() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5", "b,2024-01-01T11:00:00Z,20", "c,2024-01-01T12:00:00Z,90");
        source("doubled", 10).publish(DAY, "one");
        spark.sql("INSERT INTO sluice.quarantine.doubled SELECT * FROM sluice.quarantine.doubled WHERE id = 'b'");
        TestingSource relaxed = source("doubled", 50);
        relaxed.publish(Objects.requireNonNull(stage(relaxed, 1).candidate()));
        rewrite("doubled", "true");

        settle(relaxed, "trusted.doubled");

        assertThat(quarantine("doubled", "true", "id", "_released_run")).isEqualTo("[[b,two], [b,two], [c,null]]");
        assertThat(trusted("doubled")).isEqualTo("[[a,one], [b,two]]");
    }

    @Test
    void aRowThatIsErasedFromQuarantineMeanwhileDoesNotComeBack() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5", "b,2024-01-01T11:00:00Z,20", "c,2024-01-01T12:00:00Z,90");
        source("erased", 10).publish(DAY, "one");
        TestingSource relaxed = source("erased", 50);
        relaxed.publish(Objects.requireNonNull(stage(relaxed, 1).candidate()));
        rewrite("erased", "id = 'c'");

        settle(relaxed, "trusted.erased");

        assertThat(quarantine("erased", "true", "id")).isEqualTo("[[c]]");
        assertThat(trusted("erased")).isEqualTo("[[a,one], [b,two]]");
    }

    @Test
    void aRunThatDiedAfterAllRowsPassedIsEndedByTheNext() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5", "b,2024-01-01T11:00:00Z,20");
        source("all_passed", 10).publish(DAY, "one");
        TestingSource relaxed = source("all_passed", 50);
        relaxed.publish(Objects.requireNonNull(stage(relaxed, 1).candidate()));

        assertThat(plan(relaxed, null)).containsExactly(DAY);
        assertThat(activities(relaxed).stageReprocess(request(relaxed, "three", 1)))
                .isEqualTo(new Reprocessed(null, 0, 0, 0, 0));
        assertThat(quarantine("all_passed", "true", "id", "_released_run")).isEqualTo("[[b,two]]");
        assertThat(plan(relaxed, null)).isEmpty();
    }

    @Test
    void whatOtherRunsLeftInTheSameFilesStays() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5", "b,2024-01-01T11:00:00Z,20", "c,2024-01-01T12:00:00Z,90");
        TestingSource strict = source("shared_files", 10);
        strict.stage(DAY, strict.land(DAY, "zero"), "zero");
        strict.publish(DAY, "one");
        rewrite("shared_files", "true");
        assertThat(lake.load(TableNames.parse("quarantine.shared_files"))
                        .currentSnapshot()
                        .summary())
                .as("one file of both")
                .containsEntry("total-data-files", "1");
        TestingSource relaxed = source("shared_files", 50);

        publish(relaxed, stage(relaxed, 1));

        assertThat(trusted("shared_files")).isEqualTo("[[a,one], [b,two]]");
        assertThat(spark.table("sluice.quarantine.shared_files")
                        .orderBy("_run", "id")
                        .select("_run", "id", "_released_run")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[one,b,two], [one,c,null], [zero,b,null], [zero,c,null]]");
    }

    @Test
    void filesThatAreRewrittenWhileTheirRowsAreJudgedAreReadAgain() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5", "b,2024-01-01T11:00:00Z,20");
        TestingSource source = source("judged_late", 10);
        source.publish(DAY, "one");
        OpenRows open = OpenRows.of(lake, source.source(source.ref()), DAY);
        Dataset<Row> rows = open.rows(lake, spark);
        rewrite("judged_late", "true");
        QuarantineChange change = new QuarantineChange(lake, "judged_late");

        assertThatThrownBy(() -> change.stage(open, rows, rows))
                .isInstanceOf(LakeUnavailableException.class)
                .hasMessage("quarantine.judged_late was rewritten while its rows were judged; they are judged again");
        assertThat(change.unsettled()).as("nothing is staged").isEmpty();
    }

    @Test
    void aTryThatDiedBeforeItsCandidateLeavesNothingBehind() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5", "b,2024-01-01T11:00:00Z,20");
        source("half", 10).publish(DAY, "one");
        TestingSource relaxed = source("half", 50);
        Reprocessed lost = stage(relaxed, 1);
        long id = Long.parseLong(Objects.requireNonNull(lost.candidate()).snapshotId());
        Table table = lake.load(TableNames.parse("trusted.half"));
        table.manageSnapshots().removeTag("candidate-" + id).commit();
        table.expireSnapshots().expireSnapshotId(id).commit();

        Reprocessed again = stage(relaxed, 1);
        publish(relaxed, again);

        assertThat(trusted("half")).isEqualTo("[[a,one], [b,two]]");
        assertThat(spark.table("sluice.quarantine.half").count()).isEqualTo(1);
    }

    @Test
    void rowsAreComparedWithWhatIsPublished() throws IOException {
        csv(
                "a,2024-01-01T10:00:00Z,5",
                "A,2024-01-01T10:00:00Z,5",
                "B,2024-01-01T10:00:00Z,20",
                "b,2024-01-01T10:00:00Z,7");
        Patch lower = new Patch(
                "lower",
                "compare",
                "",
                Map.of("id", "lower(id)", "amount", "LEAST(amount, 9)"),
                List.of("r"),
                null,
                null);
        Expectation lowerCase =
                rule("lower_case", "expect_column_values_to_match_regex", Map.of("column", "id", "regex", "^[a-z]+$"));
        TestingSource source = new TestingSource(definition("compare", lowerCase), List.of(lower));
        source.publish(DAY, "one");
        assertThat(trusted("compare")).isEqualTo("[[a,one], [b,one]]");

        ReprocessRequest mended =
                new ReprocessRequest(source.ref(), "implicit", DAY, "two", 1, List.of(), List.of("patch/lower"));
        Reprocessed judged = activities(source).stageReprocess(mended);

        assertThat(judged.passed()).isZero();
        assertThat(judged.duplicates()).as("A is a, which is trusted").isEqualTo(1);
        assertThat(judged.stillRefused()).isEqualTo(1);
        assertThat(quarantine("compare", "_released_as = 'duplicate'", "get_json_object(_row, '$.id')"))
                .isEqualTo("[[A]]");
        assertThat(quarantine("compare", "_released_run IS NULL", "_rules[0]")).isEqualTo("[[identity_conflict]]");
    }

    @Test
    void rulesThatCompareRowsSeeWhatIsPublished() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5", "b,2024-01-01T11:00:00Z,x5");
        Expectation unique = rule("unique", "expect_column_values_to_be_unique", Map.of("column", "amount"));
        TestingSource source = new TestingSource(
                definition("together", unique),
                List.of(new Patch(
                        "five", "together", "", Map.of("amount", "COALESCE(amount, 5.0D)"), List.of("r"), null, null)));
        source.publish(DAY, "one");

        Reprocessed judged = activities(source)
                .stageReprocess(new ReprocessRequest(
                        source.ref(), "implicit", DAY, "two", 1, List.of(), List.of("patch/five")));

        assertThat(judged).isEqualTo(new Reprocessed(null, 0, 0, 0, 1));
        assertThat(quarantine("together", "true", "_rules[0]")).isEqualTo("[[unique]]");
    }

    @Test
    void whatWasNeverPublishedIsMissingFromNothing() throws IOException {
        csv("a,2024-01-01T10:00:00Z,50");
        TestingSource source = source("never", 10);
        source.stage(DAY, source.land(DAY, "one"), "one");

        assertThat(plan(source, null)).isEmpty();
        assertThatThrownBy(() -> plan(source, DAY)).hasMessageContaining("2024-01-01 of source never is not published");
        assertThatThrownBy(() -> stage(source, 1)).hasMessageContaining("is not published");
    }

    @Test
    void aLaterAttemptIsStagedEvenWhenNothingPasses() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5", "b,2024-01-01T11:00:00Z,20");
        source("later", 10).publish(DAY, "one");
        TestingSource relaxed = source("later", 50);
        Candidate first = Objects.requireNonNull(stage(relaxed, 1).candidate());

        Reprocessed second = stage(source("later", 10), 2);

        assertThat(second.passed()).isZero();
        Candidate candidate = Objects.requireNonNull(second.candidate());
        assertThat(candidate.rows()).isEqualTo(1);
        assertThat(lake.load(TableNames.parse("trusted.later")).refs())
                .containsKey("candidate-" + candidate.snapshotId())
                .doesNotContainKey("candidate-" + first.snapshotId());
    }

    @Test
    void aColumnThatTheSourceHasGotSinceHasNoValueInWhatWasPublishedBefore() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5", "b,2024-01-01T11:00:00Z,20");
        source("grown", 10).publish(DAY, "one");
        TestingSource grown = new TestingSource(with(definition("grown", small(50)), "note", DataType.STRING));

        publish(grown, stage(grown, 1));

        assertThat(trusted("grown")).isEqualTo("[[a,one], [b,two]]");
        assertThat(spark.table("sluice.trusted.grown").columns()).contains("note");
        write("id,at,amount,note", "c,2024-01-01T10:00:00Z,5,hello");
        grown.publish(DAY, "three");
        assertThat(spark.table("sluice.trusted.grown")
                        .selectExpr("id", "note")
                        .collectAsList()
                        .toString())
                .as("ingested again, it has one")
                .isEqualTo("[[c,hello]]");
    }

    @Test
    void aSourceThatHasGotAColumnIsIngestedBesideWhatWasThere() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5");
        source("widened", 10).publish(DAY, "one");
        TestingSource grown = new TestingSource(with(definition("widened", small(50)), "note", DataType.STRING));
        Files.write(folder.resolve("2024-01-02.csv"), List.of("id,at,amount,note", "b,2024-01-02T10:00:00Z,5,hello"));

        grown.publish("2024-01-02", "two");

        assertThat(spark.table("sluice.trusted.widened")
                        .orderBy("id")
                        .selectExpr("id", "note")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[a,null], [b,hello]]");
    }

    @Test
    void aColumnOfAnotherTypeIsRefusedByName() throws IOException {
        csv("a,2024-01-01T10:00:00Z,5", "b,2024-01-01T11:00:00Z,20");
        source("retyped", 10).publish(DAY, "one");
        TestingSource retyped = new TestingSource(with(definition("retyped", small(50)), "amount", DataType.STRING));

        assertThatThrownBy(() -> stage(retyped, 1))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.isNonRetryable()).isTrue())
                .hasMessageContaining(
                        "Column amount of source retyped is a string now, but what is published of partition 2024-01-01 has it as double");
        assertThat(trusted("retyped")).isEqualTo("[[a,one]]");
    }

    private static Source with(Source source, String name, DataType type) {
        List<Column> columns = new ArrayList<>(source.schema());
        columns.removeIf(column -> column.name().equals(name));
        columns.add(new Column(name, type));
        return TestingSource.withSchema(source, columns);
    }

    private TestingSource source(String name, int most) {
        return source(name, "small", most);
    }

    private TestingSource source(String name, String rule, int most) {
        return new TestingSource(definition(
                name, rule(rule, "expect_column_values_to_be_between", Map.of("column", "amount", "max_value", most))));
    }

    private static Expectation small(int most) {
        return rule("small", "expect_column_values_to_be_between", Map.of("column", "amount", "max_value", most));
    }

    private Source definition(String name, Expectation rule) {
        return TestingSource.source(
                name,
                "csv",
                folder.resolve("{partition}.csv").toString(),
                new EventId(EventId.Kind.COLUMNS, List.of("id")),
                LatePolicy.QUARANTINE,
                List.of(rule));
    }

    private static Expectation rule(String id, String type, Map<String, Object> kwargs) {
        return new Expectation(id, type, kwargs, Expectation.Severity.ERROR, Expectation.RowAction.QUARANTINE);
    }

    private ReprocessActivitiesImpl activities(TestingSource source) {
        return new ReprocessActivitiesImpl(
                TestingLake.shared().spark(), lake, source, new Fixers(List.of()), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static ReprocessRequest request(TestingSource source, String run, int attempt) {
        return new ReprocessRequest(source.ref(), "implicit", DAY, run, attempt, List.of(), List.of());
    }

    private Reprocessed stage(TestingSource source, int attempt) {
        return activities(source).stageReprocess(request(source, "two", attempt));
    }

    private List<String> plan(TestingSource source, @Nullable String partition) {
        return activities(source)
                .planReprocess(new ReprocessPlanRequest(source.ref(), partition, ""))
                .partitions();
    }

    private void publish(TestingSource source, Reprocessed judged) {
        source.publish(Objects.requireNonNull(judged.candidate()));
        settle(source, judged);
    }

    private void settle(TestingSource source, Reprocessed judged) {
        settle(source, Objects.requireNonNull(judged.candidate()).dataset());
    }

    /** As maintenance does: the same rows, or some of them, in other files. */
    private void rewrite(String name, String which) {
        spark.sql("INSERT OVERWRITE sluice.quarantine.%s SELECT * FROM sluice.quarantine.%s WHERE %s"
                .formatted(name, name, which));
    }

    private void settle(TestingSource source, String dataset) {
        activities(source).settleReprocess(new SettleRequest(dataset, String.valueOf(current(dataset))));
    }

    private long current(String table) {
        return lake.load(TableNames.parse(table)).currentSnapshot().snapshotId();
    }

    private Map<String, String> summary(Reprocessed judged) {
        Candidate candidate = Objects.requireNonNull(judged.candidate());
        return lake.load(TableNames.parse(candidate.dataset()))
                .snapshot(Long.parseLong(candidate.snapshotId()))
                .summary();
    }

    private String trusted(String name) {
        return spark.table("sluice.trusted." + name)
                .orderBy("id")
                .select("id", "_run")
                .collectAsList()
                .toString();
    }

    private String quarantine(String name, String which, String... columns) {
        return spark.table("sluice.quarantine." + name)
                .filter(which)
                .orderBy("_source_position")
                .selectExpr(columns)
                .collectAsList()
                .toString();
    }

    private void csv(String... lines) throws IOException {
        write("id,at,amount", lines);
    }

    private void write(String header, String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(header));
        all.addAll(List.of(lines));
        Files.write(folder.resolve(DAY + ".csv"), all);
    }
}
