package io.sluice.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.online.TestingViews;
import io.sluice.activities.spark.TestingLake;
import io.sluice.activities.training.TrainingScene.Released;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.online.EntityKey;
import io.sluice.workflows.training.LabelsInput;
import io.sluice.workflows.training.TrainingRequest;
import io.sluice.workflows.training.TrainingSetResult;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people hand in: a clear error or a counted flag, and never a silent drop. */
final class BadLabelsTest {
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final String IN = "2026-02-03T10:00:00Z";

    @TempDir
    Path folder;

    private TrainingScene scene;

    private Released released(String view) {
        scene = new TrainingScene(7, folder);
        List<Column> keys = TestingViews.activity(null, null).entity().keys();
        return scene.release(
                TrainingScene.named(TestingViews.activity(null, null), view, Map.of()),
                List.of(EntityKey.of(keys, List.of(1L)), EntityKey.of(keys, List.of(2L))),
                60);
    }

    private TrainingRequest csv(String view, String beyond, String text) {
        try {
            Files.writeString(folder.resolve("labels.csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return request(view, beyond, new LabelsInput(null, "labels.csv", "id", List.of("customer"), "at"));
    }

    private static TrainingRequest request(String view, String beyond, LabelsInput labels) {
        String run = "bad" + RUNS.incrementAndGet();
        return TrainingScene.request(view + "_set", List.of(view), labels, "defined", beyond, "merge", run);
    }

    private void refused(TrainingRequest request, String... sentence) {
        assertThatThrownBy(() -> scene.build(request))
                .isInstanceOf(ApplicationFailure.class)
                .hasMessageContainingAll(sentence)
                .matches(failure -> ((ApplicationFailure) failure).isNonRetryable());
    }

    @Test
    void whatIsWrongWithLabelsIsSaidWithANumber() {
        released("ts_bad");
        String head = "id,customer,at\n";
        refused(csv("ts_bad", "flag", head), "the labels have no rows", "labels.csv");
        refused(
                csv("ts_bad", "flag", head + "a,1," + IN + "\na,2," + IN + "\nb,2," + IN + "\n"),
                "row ids come more than once, such as a (2 times)");
        refused(csv("ts_bad", "flag", head + ",1," + IN + "\n"), "1 labels have no row id");
        refused(
                csv("ts_bad", "flag", head + "a,one," + IN + "\nb,2," + IN + "\n"),
                "1 values of column customer are no bigint");
        refused(csv("ts_bad", "flag", head + "a,1,yesterday\nb,1,10:30:00\n"), "2 values of column at are no instants");
        refused(csv("ts_bad", "error", head + "a,1,\n"), "1 labels have no timestamp", "beyondCertified");
        refused(
                csv("ts_bad", "error", head + "a,1,2999-01-01T00:00:00Z\nb,1,1999-01-01T00:00:00Z\n"),
                "1 labels lie before and 1 after what ts_bad@v1-000001 certifies (2026-01-20T00:00:00Z",
                "a at 2999-01-01T00:00:00Z, b at 1999");
        refused(csv("ts_bad", "flag", "id,custommer,at\na,1," + IN + "\n"), "column customer", "custommer");
        refused(
                request("ts_bad", "flag", new LabelsInput(null, "none.csv", null, List.of("customer"), "at")),
                "there is no file at");
        refused(csv("ts_bad", "flag", "id,custommer,at\na,1," + IN + "\n"), "column customer", "custommer");
        refused(
                request("ts_bad", "flag", new LabelsInput(null, "labels.csv", null, List.of("client=id"), "at")),
                "client",
                "key column");
        refused(csv("ts_bad", "flag", "row_id,customer,at,id\na,1," + IN + ",x\n"), "there is a column row_id");
        refused(
                request("ts_bad", "flag", new LabelsInput("labels.none", null, null, List.of("customer"), "at")),
                "Unknown table of labels: labels.none");
    }

    @Test
    void flaggedLabelsAreCountedAndKeptAndZonesInTextCount() {
        released("ts_zone");
        TrainingSetResult result = scene.build(csv("ts_zone", "flag", """
                id,customer,at
                utc,1,2026-02-03T10:00:00Z
                same,1,2026-02-03T12:00:00+02:00
                bare,1,2026-02-03 10:00:00
                berlin,1,2026-02-03 11:00:00 Europe/Berlin
                nobody,,2026-02-03T10:00:00Z
                never,1,
                future,1,2999-01-01T00:00:00Z
                """));
        Map<String, Map<String, String>> rows = scene.rows(result);
        assertThat(rows).hasSize(7);
        assertThat(List.of("utc", "same", "bare", "berlin"))
                .allSatisfy(id -> assertThat(rows.get(id).get("at")).isEqualTo(IN))
                .allSatisfy(id -> assertThat(rows.get(id).get("orders"))
                        .isEqualTo(rows.get("utc").get("orders")));
        assertThat(rows.get("nobody")).containsEntry("country", "nowhere").containsEntry("orders", "0");
        assertThat(rows.get("never")).containsEntry("ts_zone__beyond_certified", "no timestamp");
        assertThat(rows.get("future")).containsEntry("ts_zone__beyond_certified", "after");
        assertThat(result.counts().get(0).withoutKey()).isEqualTo(1);
        assertThat(result.counts().get(0).withoutTimestamp()).isEqualTo(1);
        assertThat(result.counts().get(0).after()).isEqualTo(1);
    }

    @Test
    void keysOfTypedLabelsHaveTheEntitysType() {
        released("ts_types");
        scene.write(
                "texts",
                List.of(
                        new Column("customer", io.sluice.definitions.model.DataType.STRING),
                        new Column("at", io.sluice.definitions.model.DataType.TIMESTAMP)),
                List.of(TrainingScene.rowOf("1", java.time.Instant.parse(IN))),
                1,
                "parquet");
        refused(
                request("ts_types", "flag", new LabelsInput(null, "texts", null, List.of("customer"), "at")),
                "key column customer is STRING, expected bigint");
        refused(
                request("ts_types", "flag", new LabelsInput(null, "texts", null, List.of("customer"), "customer=at")),
                "labels.timestamp names column customer=at");
    }

    @Test
    void whatIsNotReleasedIsNamed() {
        released("ts_known");
        LabelsInput labels = new LabelsInput(null, "labels.csv", null, List.of("customer"), "at");
        refused(request("ts_knwon", "flag", labels), "Unknown view: ts_knwon", "ts_known");
        refused(
                new TrainingRequest(
                        "ts_set",
                        List.of("ts_known"),
                        List.of("ts_known@v1-000009"),
                        labels,
                        "defined",
                        "flag",
                        "merge",
                        "x",
                        null,
                        null),
                "Unknown release: ts_known@v1-000009",
                "The newest of view ts_known is ts_known@v1-000001");
        refused(
                new TrainingRequest(
                        "ts_set",
                        List.of("ts_known"),
                        List.of("other@v1-000001"),
                        labels,
                        "defined",
                        "flag",
                        "merge",
                        "x",
                        null,
                        null),
                "release other@v1-000001 is not the one release of one of the views ts_known");
    }

    @Test
    void featuresThatAreRegisteredNoLongerAreNamed() {
        released("ts_retired");
        scene.retire("orders");
        assertThat(scene.build(csv("ts_retired", "error", "id,customer,at\na,1," + IN + "\n"))
                        .retired())
                .containsExactly("ts_retired.orders");
    }

    /** Iceberg is asked for no other days: their files may be gone. */
    @Test
    void onlyDaysThatCanMatterAreRead() throws IOException {
        Released released = released("ts_days");
        Table table = TestingLake.shared().lake().load(io.sluice.activities.lake.TableNames.view("ts_days", "v1"));
        int deleted = 0;
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                String day = java.time.LocalDate.ofEpochDay(
                                task.file().partition().get(0, Integer.class))
                        .toString();
                if (day.compareTo("2026-02-01") < 0 || day.compareTo("2026-02-03") > 0) {
                    table.io().deleteFile(task.file().location());
                    deleted++;
                }
            }
        }
        assertThat(deleted).isGreaterThan(20);
        TrainingSetResult result =
                scene.build(csv("ts_days", "error", "id,customer,at\na,1," + IN + "\nb,2,2026-02-02T00:00:00Z\n"));
        assertThat(scene.rows(result).get("a").get("ts_days__feature_timestamp"))
                .as("%d points, carried ones among them", released.points().size())
                .isNotEqualTo("null");
        assertThatThrownBy(() -> scene.build(csv("ts_days", "error", "id,customer,at\na,1,2026-03-20T00:00:00Z\n")))
                .as("those are needed and gone")
                .isNotInstanceOf(ApplicationFailure.class);
    }
}
