package io.sluice.workers.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.workers.local.LocalStack;
import io.sluice.workers.local.LocalWorker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that dies between staging and publishing, and another that takes over. */
final class KilledWorkerIT {
    @TempDir
    private Path home;

    @Test
    void publishesExactlyOnce() {
        try (LocalStack stack = LocalStack.start(home, "temporal", "redis")) {
            Map<String, String> dying = Map.of(
                    "SLUICE_FAILPOINTS",
                    "stage.after-commit,publish.after-pick",
                    "SLUICE_FAILPOINTS_DIR",
                    home.resolve("hit").toString());
            LocalWorker first = LocalWorker.start(stack, dying);
            DemoProject.apply(stack);
            stack.startWorkflow("BatchIngestion", DemoProject.id("2010-12-12"), DemoProject.input("2010-12-12"));
            assertThat(first.await()).isEqualTo(137);
            assertThat(LocalWorker.start(stack, dying).await()).isEqualTo(137);
            try (LocalWorker third = LocalWorker.start(stack, Map.of())) {
                assertThat(third.alive()).isTrue();
                assertThat(stack.completed(DemoProject.id("2010-12-12"))
                                .path("rowsPublished")
                                .asInt())
                        .isEqualTo(1395);
            }
            publishedOnce(stack);
        }
    }

    private static void publishedOnce(LocalStack stack) {
        try (Lake lake = Lake.open(LakeConfig.embedded(stack.home().resolve("lake")))) {
            List<PartitionRow> ledger = new SystemTables(lake).partitions().scan();
            assertThat(ledger).singleElement().satisfies(row -> {
                assertThat(row.state()).isEqualTo(PartitionRow.PUBLISHED);
                assertThat(row.rows()).isEqualTo(1395);
            });
            assertThat(lake.load(TableNames.trusted("online_retail")).history()).hasSize(1);
        }
    }
}
