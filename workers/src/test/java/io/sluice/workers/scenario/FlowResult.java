package io.sluice.workers.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.typing.Sha256;
import io.sluice.workers.local.Commands;
import io.sluice.workers.local.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types.NestedField;

/**
 * What must be the same whatever died on the way. Source: workflows §7.
 *
 * @param tables of every table of the lake that holds rows, sorted hashes of those, without what names the run
 * @param ledger what was published and rejected, once each
 * @param releases name, certified instants, definitions and partitions
 * @param online records of some customers, without when and under which generation they were written
 */
record FlowResult(Map<String, List<String>> tables, List<String> ledger, List<String> releases, List<String> online) {
    private static final List<String> NAMESPACES = List.of("trusted", "quarantine", "views");

    /** A fetched file is in a folder of its run. */
    private static final Set<String> RUN_COLUMNS =
            Set.of("_run", "_attempt", "_source_file", "_released_run", "_released_attempt", "_released_at");

    private static final TableIdentifier VIEW = TableNames.view(DemoProject.VIEW, "v1");
    private static final int CUSTOMERS = 5;

    static FlowResult of(LocalStack stack) {
        try (Lake lake = Lake.open(LakeConfig.embedded(stack.home().resolve("lake")))) {
            SystemTables tables = new SystemTables(lake);
            return new FlowResult(
                    hashes(lake),
                    tables.partitions().scan().stream()
                            .map(FlowResult::ledger)
                            .sorted()
                            .toList(),
                    tables.releases().scan().stream()
                            .map(FlowResult::release)
                            .sorted()
                            .toList(),
                    customers(lake).stream()
                            .map(customer -> online(stack, customer))
                            .toList());
        }
    }

    private static Map<String, List<String>> hashes(Lake lake) {
        Map<String, List<String>> hashes = new TreeMap<>();
        for (String namespace : NAMESPACES) {
            for (TableIdentifier name : lake.catalog().listTables(Namespace.of(namespace))) {
                hashes.put(name.toString(), hashes(lake.load(name)));
            }
        }
        return hashes;
    }

    private static List<String> hashes(Table table) {
        return rows(table).stream().map(FlowResult::hash).sorted().toList();
    }

    private static List<Record> rows(Table table) {
        try (CloseableIterable<Record> scan = IcebergGenerics.read(table).build()) {
            List<Record> rows = new ArrayList<>();
            scan.forEach(rows::add);
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(Record row) {
        List<String> values = new ArrayList<>();
        for (NestedField field : row.struct().fields()) {
            if (!RUN_COLUMNS.contains(field.name())) {
                values.add(field.name() + "=" + row.getField(field.name()));
            }
        }
        return Sha256.of(values);
    }

    private static String ledger(PartitionRow row) {
        return "%s/%s %s %s rows %d quarantined %d duplicates %d %s"
                .formatted(
                        row.dataset(),
                        row.partition(),
                        row.state(),
                        row.outcome(),
                        row.rows(),
                        row.quarantined(),
                        row.duplicates(),
                        row.definition());
    }

    private static String release(ReleaseRow row) {
        JsonNode manifest = LocalStack.json(row.manifest());
        Collection<String> partitions = new TreeSet<>();
        // The number behind the @ is the snapshot's, drawn at random.
        manifest.path("partitions").forEach(each -> partitions.add(each.asText().replaceAll("@.*", "")));
        return "%s %s..%s parent %s %s %s"
                .formatted(
                        row.name(),
                        row.certifiedFrom(),
                        row.certifiedThrough(),
                        row.parent(),
                        manifest.path("definitions"),
                        partitions);
    }

    /** Some customers of the view, spread over all of them. */
    private static List<String> customers(Lake lake) {
        Set<Long> ids = new TreeSet<>();
        rows(lake.load(VIEW)).forEach(row -> ids.add((Long) row.getField("CustomerID")));
        List<Long> sorted = List.copyOf(ids);
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            chosen.add(String.valueOf(sorted.get(i * (sorted.size() - 1) / (CUSTOMERS - 1))));
        }
        return chosen;
    }

    private static String online(LocalStack stack, String customer) {
        Commands.Ended read = stack.sluice(
                        "get",
                        "--view",
                        DemoProject.VIEW,
                        "--entity",
                        customer,
                        "--at",
                        "2010-12-08T00:00:00Z",
                        "--recompute",
                        "--json")
                .orFail();
        JsonNode records = LocalStack.json(read.output());
        records.forEach(record -> ((ObjectNode) record).remove(List.of("computed_at", "generation")));
        return records.toString();
    }
}
