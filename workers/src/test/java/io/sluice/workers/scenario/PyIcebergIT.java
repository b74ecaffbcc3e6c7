package io.sluice.workers.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableNames;
import io.sluice.workers.local.Commands;
import io.sluice.workers.local.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another Iceberg client reads what was published, through the same catalog. Needs a package index the first time. */
@Tag("acceptance")
final class PyIcebergIT {
    private static final TableIdentifier TRUSTED = TableNames.trusted("online_retail");
    private static final String RELEASE = "customer_activity@v1-000001";
    private static final String SCRIPT = """
            import json, sys
            import pyarrow.compute as pc
            from pyiceberg.catalog.sql import SqlCatalog
            lake, release = sys.argv[1:]
            catalog = SqlCatalog("sluice", uri="sqlite:///" + lake + "/catalog.db", warehouse=lake + "/warehouse")
            trusted = catalog.load_table("trusted.online_retail")
            rows = trusted.scan().to_arrow()
            view = catalog.load_table("views.customer_activity_v1")
            released = view.scan(snapshot_id=view.snapshot_by_name(release).snapshot_id).to_arrow()
            print(json.dumps({"rows": rows.num_rows, "quantity": pc.sum(rows["Quantity"]).as_py(),
                              "released": released.num_rows, "orders": pc.sum(released["orders_7d"]).as_py()}))
            """;

    @TempDir
    private Path folder;

    @Test
    void readsTheSameRowsAndTheRelease() {
        Path home = ReferenceRun.get().home();
        Commands commands = new Commands(LocalStack.CHECKOUT, Map.of());
        commands.run("python3", "-m", "venv", folder.toString()).orFail();
        String python = folder.resolve("bin/python").toString();
        commands.run(python, "-m", "pip", "install", "--quiet", "pyiceberg[sql-sqlite,pyarrow]==0.10.*")
                .orFail();
        JsonNode read = LocalStack.json(
                commands.run(python, "-c", SCRIPT, home.resolve("lake").toString(), RELEASE)
                        .orFail()
                        .output());
        try (Lake lake = Lake.open(LakeConfig.embedded(home.resolve("lake")))) {
            assertThat(read.path("rows").asLong())
                    .isEqualTo(count(lake, TRUSTED))
                    .isPositive();
            assertThat(read.path("quantity").asDouble()).isEqualTo(sum(lake, TRUSTED, "Quantity"));
            TableIdentifier view = TableNames.view(DemoProject.VIEW, "v1");
            assertThat(lake.load(view).refs()).containsKey(RELEASE);
            assertThat(read.path("released").asLong())
                    .isEqualTo(count(lake, view))
                    .isPositive();
            assertThat(read.path("orders").asDouble()).isEqualTo(sum(lake, view, "orders_7d"));
        }
    }

    private static long count(Lake lake, TableIdentifier name) {
        long count = 0;
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(lake.load(name)).build()) {
            for (Record row : rows) {
                count += row.size() > 0 ? 1 : 0;
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return count;
    }

    private static double sum(Lake lake, TableIdentifier name, String column) {
        double sum = 0;
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(lake.load(name)).build()) {
            for (Record row : rows) {
                Object value = row.getField(column);
                sum += value == null ? 0 : ((Number) value).doubleValue();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return sum;
    }
}
