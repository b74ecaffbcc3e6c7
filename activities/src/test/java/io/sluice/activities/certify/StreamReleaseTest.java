package io.sluice.activities.certify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.release.BuildInfo;
import io.sluice.activities.release.PinnedViews;
import io.sluice.activities.release.ReleaseActivitiesImpl;
import io.sluice.activities.release.TestingView;
import io.sluice.activities.release.certified.CertifiedRuns;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.spark.TestingLake;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.view.ViewActivitiesImpl;
import io.sluice.activities.view.ViewDefinitions;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.certify.CertificationPlan;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.ViewSettings;
import io.sluice.workflows.release.ReleaseRequest;
import io.sluice.workflows.view.PlanViewUpdateRequest;
import io.sluice.workflows.view.StageViewRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.Test;

/** A view over a stream, from its log through certified days to the manifest of its release. */
final class StreamReleaseTest {
    private static final long START = Instant.parse("2026-06-27T20:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final ViewSettings VIEW = new ViewSettings(
            new DefinitionRef("view", "released", "v1", "f"),
            "implicit",
            "views.released_v1",
            List.of(),
            3,
            false,
            false,
            14);

    private final Lake lake = TestingLake.shared().lake();
    private final Spark spark = TestingLake.shared().spark();
    private final TestingStream stream = new TestingStream(lake, TestingStream.source("cert_released", null, null));
    private final Certifying certifying = new Certifying(stream, lake, spark);
    private final Pinned pinned = new Pinned(plan(stream.source()));
    private final ViewActivitiesImpl views = new ViewActivitiesImpl(spark, lake, pinned);
    private int run;

    @Test
    void theManifestSaysFromWhichStateOfTheLogAndWithoutWhichRanges() throws JsonProcessingException {
        int partition = TestingStream.partition("a");
        for (int hour = 0; hour < 60; hour += 5) {
            stream.event(0, START + hour * HOUR, "a", "e" + hour, 1);
        }
        stream.tick(0, START + 60 * HOUR);
        stream.tick(1, START + 60 * HOUR);
        stream.archive();
        CertificationPlan first = certifying.plan();
        certifying.run();
        JsonNode before = release();

        JsonNode of = before.get("streams").get(0);
        assertThat(before.get("streams")).hasSize(1);
        assertThat(of.get("source").asText()).isEqualTo("cert_released");
        assertThat(of.get("archive").asText())
                .isEqualTo("events.cert_released@" + first.archive().snapshotId());
        assertThat(of.get("partitions")).hasSize(TestingStream.PARTITIONS);
        for (JsonNode each : of.get("partitions")) {
            int number = each.get("partition").asInt();
            assertThat(each.get("next").asText()).isEqualTo(String.valueOf(stream.size(number)));
            assertThat(each.get("clock").asText()).isEqualTo("2026-06-30T08:00:00Z");
            assertThat(each.get("watermark").asText()).isEqualTo("2026-06-30T08:00:00Z");
        }
        assertThat(before.get("rejectedRanges")).isEmpty();
        assertThat(release()).as("nothing new, no new release").isEqualTo(before);

        stream.reject(partition, 1, 2);
        assertThat(release().get("rejectedRanges"))
                .as("the days were made before, they still hold it")
                .isEmpty();
        certifying.run();
        JsonNode after = release();
        assertThat(after.get("rejectedRanges"))
                .singleElement()
                .hasToString(
                        "{\"decidedBy\":\"ana\",\"epoch\":1,\"from\":\"1\",\"gate\":\"gate\",\"partition\":%d,\"reason\":\"bad\",\"rules\":[],\"source\":\"cert_released\",\"to\":\"2\"}"
                                .formatted(partition));
        assertThat(after.get("parent")).isEqualTo(before.get("release"));
    }

    /** Brings the view up to date, releases it, and gives the newest manifest. */
    private JsonNode release() throws JsonProcessingException {
        run++;
        List<String> runs =
                views.planViewUpdate(new PlanViewUpdateRequest(VIEW)).runs();
        if (!runs.isEmpty()) {
            certifying.publish(
                    views.stageView(new StageViewRequest(VIEW, "", "", "view-" + run, 1, List.of(), runs)),
                    VIEW.view(),
                    "update/released");
        }
        SystemTables tables = new SystemTables(lake);
        String release = new ReleaseActivitiesImpl(lake, tables, pinned, new BuildInfo("1", "abc"), Clock.systemUTC())
                .publishRelease(new ReleaseRequest(VIEW, "release-" + run, "ana", "why not"))
                .release();
        ReleaseRow row =
                tables.releases().scan(Expressions.equal("name", release)).get(0);
        return new ObjectMapper().readTree(row.manifest());
    }

    private record Pinned(ViewPlan plan) implements ViewDefinitions, PinnedViews {
        @Override
        public ViewPlan plan(ViewSettings view) {
            return plan;
        }

        @Override
        public List<DefinitionRef> definitions(ViewSettings view) {
            return List.of(view.view());
        }

        @Override
        public long certifiedThrough(Source source) {
            Lake lake = TestingLake.shared().lake();
            return new CertifiedRuns(lake, new SystemTables(lake)).of(source).certifiedThrough();
        }
    }

    /** One sum over six hours of column n. */
    private static ViewPlan plan(Source source) {
        Feature.Window window = new Feature.Window(Duration.ofHours(6), Duration.ofHours(1), Feature.Update.EVENT);
        Feature sum = TestingView.sum("n_6h", "user", source.name(), "n", window, null);
        return TestingView.plan(
                "released", source, List.of(new ViewPlan.FeaturePlan(sum, DataType.BIGINT, DataType.INT, 0)));
    }
}
