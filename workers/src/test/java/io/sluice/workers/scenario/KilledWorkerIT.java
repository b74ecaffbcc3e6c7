package io.sluice.workers.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.workers.local.LocalStack;
import io.sluice.workers.local.LocalWorker;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table of a real PostgreSQL through the gate to trusted, by workers of which one dies after staging and the next while it
 * publishes.
 */
final class KilledWorkerIT {
    @TempDir
    private Path home;

    @Test
    void publishesExactlyOnceWhatTheDatabaseHadWhenItWasAsked() throws IOException {
        try (OrdersDatabase database = OrdersDatabase.open();
                LocalStack stack = LocalStack.start(home.resolve("stack"), "temporal")) {
            Map<String, String> dying = new HashMap<>(OrdersDatabase.secrets());
            dying.put("SLUICE_FAILPOINTS", "stage.after-commit,publish.after-pick");
            dying.put("SLUICE_FAILPOINTS_DIR", home.resolve("hit").toString());
            LocalWorker first = LocalWorker.start(stack, dying);
            DemoProject.apply(stack, database.project(home.resolve("project")));
            stack.startWorkflow("BatchIngestion", OrdersDatabase.ID, OrdersDatabase.INPUT);
            assertThat(first.await()).isEqualTo(137);
            database.raisePrices();
            assertThat(LocalWorker.start(stack, dying).await()).isEqualTo(137);
            try (LocalWorker third = LocalWorker.start(stack, OrdersDatabase.secrets())) {
                JsonNode result = stack.completed(OrdersDatabase.ID);
                assertThat(third.alive()).isTrue();
                assertThat(result.path("rowsRead").asInt())
                        .as(result.toString())
                        .isEqualTo(OrdersDatabase.ROWS);
                assertThat(result.path("quarantined").asInt()).isEqualTo(OrdersDatabase.REFUSED);
            }
            publishedOnce(stack);
        }
        assertThat(filesWith("fetched", ".parquet")).as("one file a connection").hasSize(4);
        nothingHoldsThePassword();
    }

    private static void publishedOnce(LocalStack stack) throws IOException {
        int expected = OrdersDatabase.ROWS - OrdersDatabase.REFUSED;
        try (Lake lake = Lake.open(LakeConfig.embedded(stack.home().resolve("lake")))) {
            List<PartitionRow> ledger = new SystemTables(lake).partitions().scan();
            assertThat(ledger).singleElement().satisfies(row -> {
                assertThat(row.state()).isEqualTo(PartitionRow.PUBLISHED);
                assertThat(row.rows()).isEqualTo(expected);
            });
            assertThat(lake.load(TableNames.trusted("orders")).history()).hasSize(1);
            List<BigDecimal> amounts = new ArrayList<>();
            try (CloseableIterable<Record> rows = IcebergGenerics.read(lake.load(TableNames.trusted("orders")))
                    .build()) {
                rows.forEach(row -> amounts.add((BigDecimal) row.getField("amount")));
            }
            assertThat(amounts)
                    .hasSize(expected)
                    .allMatch(amount -> amount.signum() > 0 && amount.intValue() <= OrdersDatabase.ROWS);
        }
    }

    /** Neither the server's history nor a log, report or table. */
    private void nothingHoldsThePassword() throws IOException {
        String password = OrdersDatabase.PASSWORD;
        for (Path file : filesWith("", "")) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(password))
                    .as(file.toString())
                    .isFalse();
        }
    }

    private List<Path> filesWith(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().endsWith(ending) && file.toString().contains("/" + folder))
                    .filter(file -> !file.toString().contains("/jars/"))
                    .toList();
        }
    }
}
