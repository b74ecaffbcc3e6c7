package io.sluice.activities.release.certified;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.lake.CountingFiles;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.release.BuildInfo;
import io.sluice.activities.release.ReleaseActivitiesImpl;
import io.sluice.activities.release.TestingView;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.release.ReleaseRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One operation reads the ledger once, and each table once, however many partitions there are. */
final class LedgerViewTest {
    private static final String[] DAYS = {"2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"};

    @TempDir
    private Path folder;

    private Lake lake;
    private SystemTables tables;
    private TestingView view;
    private ViewPlan plan;

    @BeforeEach
    void publishDays() {
        lake = CountingFiles.open(folder);
        tables = new SystemTables(lake);
        view = new TestingView(lake, TestingView.source(Duration.ZERO, Duration.ZERO, Source.Kind.EVENTS));
        plan = view.pinned().plan(TestingView.VIEW);
        view.publishSource("PASS", "2026-01-01", "2026-01-02", "2026-01-03");
        view.publishView("PASS", DAYS);
    }

    @AfterEach
    void closeLake() {
        lake.close();
    }

    @Test
    void isReadOnceByARelease() {
        ReleaseActivitiesImpl releases =
                new ReleaseActivitiesImpl(lake, tables, view.pinned(), new BuildInfo("1", "abc"), Clock.systemUTC());
        CountingFiles.forget();
        releases.publishRelease(new ReleaseRequest(TestingView.VIEW, "run-1", "ana", "why not"));
        assertThat(CountingFiles.opened("/sluice/partitions/data/", ".parquet"))
                .hasSize(4)
                .doesNotHaveDuplicates();
        assertThat(CountingFiles.opened("/sluice/gate_results/data/", ".parquet"))
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    @Test
    void leavesTheTableOfTheViewToBeLoadedOnceHoweverManySnapshotsItsDaysComeFrom() {
        assertThat(loadsForStaleDays()).hasSize(1);
        for (String day : DAYS) {
            view.publishView("PASS", day);
        }
        assertThat(loadsForStaleDays()).hasSize(1);
    }

    private List<String> loadsForStaleDays() {
        CountingFiles.forget();
        assertThat(new StaleDays(lake, tables).of(TestingView.VIEW, plan)).isEmpty();
        return CountingFiles.opened("/views/spend_v1/metadata/", ".metadata.json");
    }

    @Test
    void holdsNothingOfWhatIsPublishedAfterIt() {
        LedgerView ledger = LedgerView.of(tables, TestingView.VIEW, plan);
        assertThat(ledger.published("trusted.orders")).hasSize(3);
        assertThat(ledger.published("views.spend_v1")).hasSize(4);
        view.publishSource("PASS", "2026-01-04");
        assertThat(ledger.published("trusted.orders")).hasSize(3);
        long now = lake.load(TableNames.trusted("orders")).currentSnapshot().snapshotId();
        assertThat(new History(lake, ledger).unrecorded("trusted.orders", now))
                .singleElement()
                .asString()
                .contains("wait if a publication is under way");
        assertThat(new History(lake, LedgerView.of(tables, TestingView.VIEW, plan)).unrecorded("trusted.orders", now))
                .isEmpty();
    }

    @Test
    void knowsNothingOfOtherTables() {
        LedgerView ledger = LedgerView.of(tables, plan.sources().get(0).source());
        assertThat(ledger.published("trusted.orders")).hasSize(3);
        assertThatThrownBy(() -> ledger.published("views.spend_v1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid table for this reading of the ledger: views.spend_v1");
    }
}
