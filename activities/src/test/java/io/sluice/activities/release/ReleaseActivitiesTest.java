package io.sluice.activities.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.TestingRows;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.release.ReleaseRequest;
import io.sluice.workflows.release.ReleaseResult;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReleaseActivitiesTest {
    private static final String[] DAYS = {"2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"};

    @TempDir
    private Path folder;

    private Lake lake;
    private TestingView view;
    private ReleaseActivitiesImpl releases;

    @BeforeEach
    void openLake() {
        lake = Lake.open(LakeConfig.embedded(folder));
        view = new TestingView(lake, TestingView.source(Duration.ZERO, Duration.ZERO, Source.Kind.EVENTS));
        releases = releasesOf(view);
    }

    private ReleaseActivitiesImpl releasesOf(TestingView released) {
        return new ReleaseActivitiesImpl(
                lake,
                new SystemTables(lake),
                released.pinned(),
                new BuildInfo("1", "abc"),
                Clock.fixed(Instant.parse("2026-02-01T00:00:00Z"), ZoneOffset.UTC));
    }

    @AfterEach
    void closeLake() {
        lake.close();
    }

    @Test
    void releasesWhatIsCertifiedUnderOneNameAndOneTag() {
        publishAll();
        ReleaseResult release = releases.publishRelease(request("run-1"));
        assertThat(release.release()).isEqualTo("spend@v1-000001");
        assertThat(release.certifiedFrom()).isEqualTo("2026-01-03T00:00:00Z");
        assertThat(release.certifiedThrough()).isEqualTo("2026-01-04T00:00:00Z");
        assertThat(release.unchanged()).isFalse();
        assertThat(lake.load(TableNames.trusted("orders")).refs()).containsKey("spend@v1-000001");
        assertThat(lake.load(TableNames.view("spend", "v1")).refs()).containsKey("spend@v1-000001");
        ReleaseRow row = new SystemTables(lake).releases().scan().get(0);
        assertThat(row.manifest())
                .contains(
                        "\"commit\":\"abc\"",
                        "trusted.orders/2026-01-01@",
                        "attempt 1 PASS report hash",
                        "\"reason\":\"why not\"");
    }

    /** Every item of contract §7; those of streams are empty for a view of batch sources, backfills until there are some. */
    @Test
    void theManifestNamesEverythingThatTheContractLists() throws JsonProcessingException {
        publishAll();
        releases.publishRelease(request("run-1"));
        JsonNode manifest = new ObjectMapper()
                .readTree(new SystemTables(lake).releases().scan().get(0).manifest());

        List<String> fields = new ArrayList<>();
        manifest.fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .containsExactlyInAnyOrder(
                        "release",
                        "parent",
                        "publishedBy",
                        "reason",
                        "publishedAt",
                        "build",
                        "materialization",
                        "certifiedFrom",
                        "certifiedThrough",
                        "definitions",
                        "tables",
                        "partitions",
                        "gateResults",
                        "waivers",
                        "rejectedRanges",
                        "streams",
                        "backfills");
        assertThat(manifest.get("build")).hasToString("{\"commit\":\"abc\",\"version\":\"1\"}");
        assertThat(manifest.get("materialization"))
                .hasToString("{\"freshness\":null,\"policy\":\"manual\",\"ttl\":null}");
        assertThat(manifest.get("definitions"))
                .isNotEmpty()
                .allSatisfy(definition -> assertThat(definition.fieldNames())
                        .toIterable()
                        .containsExactlyInAnyOrder("kind", "name", "version", "fingerprint"));
    }

    @Test
    void knowsTheBuildThatComputes() {
        assertThat(BuildInfo.load().version()).startsWith("0.");
        assertThat(BuildInfo.load().commit()).matches("[0-9a-f]{40}|unknown");
    }

    @Test
    void aRunIsReleasedOnceAndEqualContentNeedsNoNewRelease() {
        publishAll();
        releases.publishRelease(request("run-1"));
        assertThat(releases.publishRelease(request("run-1")).unchanged()).isFalse();
        ReleaseResult again = releases.publishRelease(request("run-2"));
        assertThat(again.unchanged()).isTrue();
        assertThat(again.release()).isEqualTo("spend@v1-000001");
        assertThat(new SystemTables(lake).releases().scan()).hasSize(1);
    }

    @Test
    void newContentIsANewReleaseWithItsParent() {
        publishAll();
        releases.publishRelease(request("run-1"));
        view.publishView("WAIVED", DAYS);
        assertThat(releases.publishRelease(request("run-2")).release()).isEqualTo("spend@v1-000002");
        assertThat(new SystemTables(lake).releases().scan())
                .filteredOn(row -> row.number() == 2)
                .allSatisfy(row -> {
                    assertThat(row.parent()).isEqualTo("spend@v1-000001");
                    assertThat(row.manifest()).contains("views.spend_v1 2026-01-01..2026-01-04: [] by ana (why)");
                });
    }

    @Test
    void namesASourceWithoutCertifiedData() {
        refuses(
                "Source orders has no certified partition: temporal workflow start --task-queue sluice --type BatchIngestion");
    }

    @Test
    void refusesAReleaseInWhichNoInstantWouldBeCertified() {
        view.publishSource("PASS", "2026-01-01");
        view.publishView("PASS", "2026-01-01", "2026-01-02");
        refuses("Cannot release spend. Feature spend_2d with its window of 2 days is complete only from"
                + " 2026-01-03T00:00:00Z on, and certified data of source orders ends at 2026-01-02T00:00:00Z: ingest 1"
                + " more day of orders without a gap, then update the view for them");
    }

    @Test
    void releasesWhatIsCertifiedAtOneInstantOnly() {
        view.publishSource("PASS", "2026-01-01", "2026-01-02");
        view.publishView("PASS", "2026-01-01", "2026-01-02", "2026-01-03");
        ReleaseResult release = releases.publishRelease(request("run-1"));
        assertThat(release.certifiedFrom()).isEqualTo("2026-01-03T00:00:00Z");
        assertThat(release.certifiedThrough()).isEqualTo("2026-01-03T00:00:00Z");
    }

    @Test
    void anUnpartitionedSourceIsCertifiedUpToTheExtractionOfItsLastExport() {
        TestingView unpartitioned = unpartitioned();
        unpartitioned.publishExport("2026-01-01T06:30:00Z", "2026-01-02T00:00:00Z");
        unpartitioned.publishExport("2026-01-01T06:30:00Z", "2026-01-04T05:00:00Z");
        unpartitioned.publishView("PASS", DAYS);
        ReleaseResult release = releases.publishRelease(request("run-1"));
        assertThat(release.certifiedFrom()).isEqualTo("2026-01-03T07:00:00Z");
        assertThat(release.certifiedThrough()).isEqualTo("2026-01-04T05:00:00Z");
    }

    @Test
    void anExportOfTheWholeHistoryIsCompleteFromItsBeginning() {
        lifetimes().publishExport("2026-01-01T06:30:00Z", "2026-01-04T05:00:00Z");
        view.publishView("PASS", DAYS);
        assertThat(releases.publishRelease(request("run-1")).certifiedFrom()).isEqualTo("2026-01-01T02:00:00Z");
    }

    @Test
    void refusesAnExportWithRowsOlderThanTheBeginning() {
        lifetimes().publishExport("2026-01-01T01:30:00Z", "2026-01-04T05:00:00Z");
        view.publishView("PASS", DAYS);
        refuses(
                "The history of source orders begins at 2026-01-01T02:00:00Z (history_from), but there are certified rows"
                        + " of 2026-01-01T01:30:00Z: correct history_from");
    }

    /** A view of lifetimes of an unpartitioned source whose history begins at two o'clock. */
    private TestingView lifetimes() {
        Source source = TestingView.beginning(TestingView.unpartitioned(), Instant.parse("2026-01-01T02:00:00Z"));
        view = TestingView.ofLifetime(lake, source);
        releases = releasesOf(view);
        return view;
    }

    @Test
    void refusesALifetimeWhoseBeginningIsNotCertified() {
        releases = releasesOf(TestingView.ofLifetime(
                lake,
                TestingView.beginning(
                        TestingView.source(Duration.ZERO, Duration.ZERO, Source.Kind.EVENTS),
                        Instant.parse("2025-12-31T00:00:00Z"))));
        publishAll();
        refuses("certified without a gap only from 2026-01-01T00:00:00Z on: ingest its partitions before that");
    }

    @Test
    void aNewExportMakesTheViewOfTheOldOneStale() {
        TestingView unpartitioned = unpartitioned();
        unpartitioned.publishExport("2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z");
        unpartitioned.publishView("PASS", DAYS);
        unpartitioned.publishExport("2026-01-01T00:00:00Z", "2026-01-04T01:00:00Z");
        refuses("View spend was computed for 4 days, 2026-01-01 to 2026-01-04 before data that reaches into it");
    }

    @Test
    void namesMissingDaysAndTheCommand() {
        view.publishSource("PASS", "2026-01-01", "2026-01-02", "2026-01-03");
        view.publishView("PASS", "2026-01-01", "2026-01-02");
        refuses(
                "View spend has no change points published for 2 days, 2026-01-03 to 2026-01-04: temporal workflow start"
                        + " --task-queue sluice --type ViewUpdate --input '{\"view\":\"spend\",\"from\":\"2026-01-03\",\"to\":\"2026-01-04\"}'");
    }

    @Test
    void refusesDaysThatAreOlderThanTheirData() {
        publishAll();
        view.publishSource("PASS", "2026-01-02");
        refuses(
                "View spend was computed for 3 days, 2026-01-02 to 2026-01-04 before data that reaches into it was published");
    }

    @Test
    void releasesDaysThatAreWhatNewerDataGives() {
        publishAll();
        view.publishSource("PASS", "2026-01-02");
        Snapshot source = lake.load(TableNames.trusted("orders")).currentSnapshot();
        Snapshot compared = lake.load(TableNames.view("spend", "v1")).currentSnapshot();
        view.compare(compared, source, "2026-01-02", "2026-01-03");
        refuses(
                "View spend was computed for 2026-01-04 before data that reaches into it was published: temporal workflow"
                        + " start --task-queue sluice --type ViewUpdate --input '{\"view\":\"spend\"}'");
        view.compare(compared, source, "2026-01-04");

        ReleaseResult release = releases.publishRelease(request("run-1"));

        assertThat(release.tables()).contains("trusted.orders@" + source.snapshotId());
    }

    @Test
    void aComparisonSaysNothingAboutDaysThatArePublishedLaterNorAboutDataThatIs() {
        publishAll();
        view.publishSource("PASS", "2026-01-02");
        Snapshot first = lake.load(TableNames.trusted("orders")).currentSnapshot();
        Snapshot published = lake.load(TableNames.view("spend", "v1")).currentSnapshot();
        view.compare(published, first, DAYS);
        view.publishSource("PASS", "2026-01-03");
        refuses("View spend was computed for 2 days, 2026-01-03 to 2026-01-04 before");
        Snapshot second = lake.load(TableNames.trusted("orders")).currentSnapshot();
        view.publishViewFrom(first.snapshotId(), "PASS", "2026-01-03");
        view.compare(published, second, "2026-01-03", "2026-01-04");
        refuses("View spend was computed for 2026-01-03 before");
    }

    @Test
    void refusesWhatNoGateLetThrough() {
        view.publishSource("PASS", "2026-01-01", "2026-01-02");
        view.publishSource("BLOCKED", "2026-01-03");
        view.publishView("PASS", DAYS);
        refuses("Partition 2026-01-03 of trusted.orders");
    }

    @Test
    void refusesWhatAnotherProgramWrotePastTheGates() {
        publishAll();
        Table trusted = lake.load(TableNames.trusted("orders"));
        trusted.newAppend().appendFile(TestingRows.file(trusted, "2026-01-02")).commit();
        view.publishView("PASS", DAYS);
        trusted.refresh();
        refuses("Table trusted.orders holds snapshot %d, which no gate on record let through"
                .formatted(trusted.currentSnapshot().snapshotId()));
    }

    @Test
    void refusesASourceOfWhichNobodyKnowsUpToWhenItIsComplete() {
        unpartitioned().publishSource("PASS", "all");
        refuses("Source orders has no certified export whose extraction time is on record: temporal workflow start"
                + " --task-queue sluice --type BatchIngestion --input '{\"source\":\"orders\",\"partition\":\"all\"}'");
    }

    private TestingView unpartitioned() {
        TestingView unpartitioned = new TestingView(lake, TestingView.unpartitioned());
        releases = releasesOf(unpartitioned);
        return unpartitioned;
    }

    @Test
    void setsATagRightThatALosingPublisherMoved() {
        publishAll();
        releases.publishRelease(request("run-1"));
        Table table = lake.load(TableNames.view("spend", "v1"));
        long released = table.refs().get("spend@v1-000001").snapshotId();
        view.publishView("PASS", DAYS);
        table.refresh();
        table.manageSnapshots()
                .replaceTag("spend@v1-000001", table.currentSnapshot().snapshotId())
                .commit();
        releases.publishRelease(request("run-1"));
        table.refresh();
        assertThat(table.refs().get("spend@v1-000001").snapshotId()).isEqualTo(released);
    }

    private void refuses(String sentence) {
        assertThatThrownBy(() -> releases.publishRelease(request("run-9")))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureTypes.NOT_CERTIFIED);
                    assertThat(failure.isNonRetryable()).isTrue();
                    assertThat(failure.getOriginalMessage()).contains(sentence);
                });
        assertThat(new SystemTables(lake).releases().scan()).isEmpty();
    }

    private void publishAll() {
        view.publishSource("PASS", "2026-01-01", "2026-01-02", "2026-01-03");
        view.publishView("PASS", DAYS);
    }

    private static ReleaseRequest request(String run) {
        return new ReleaseRequest(TestingView.VIEW, run, "ana", "why not");
    }
}
