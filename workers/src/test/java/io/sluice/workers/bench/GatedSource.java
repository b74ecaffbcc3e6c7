package io.sluice.workers.bench;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.fetch.Fetches;
import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.gate.GateActivitiesImpl;
import io.sluice.activities.gate.audit.AuditActivitiesImpl;
import io.sluice.activities.gate.audit.Guard;
import io.sluice.activities.gate.audit.Guards;
import io.sluice.activities.identity.IdentityCheck;
import io.sluice.activities.ingest.IngestActivitiesImpl;
import io.sluice.activities.ingest.IngestDefinitions;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.report.ReportFiles;
import io.sluice.activities.spark.DataFiles;
import io.sluice.activities.spark.Spark;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.FixerDefinition;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.model.gate.Patch;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.reading.ProjectParser;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.PublishRequest;
import io.sluice.workflows.gate.Published;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.ingest.LandRequest;
import io.sluice.workflows.ingest.Landed;
import io.sluice.workflows.ingest.StageRequest;
import io.sluice.workflows.registry.DefinitionRef;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Orders of one day with a gate, ingested by the activities that a run calls; and appended by nobody's leave. */
final class GatedSource implements IngestDefinitions, Guards {
    private static final String NAME = "orders";
    private static final String DAY = "2026-01-01";
    private static final DefinitionRef SOURCE = new DefinitionRef("source", NAME, "v1", "0");

    private static final String DEFINITION = """
            source: orders
            kind: events
            schema: {order_id: bigint, customer: string, at: timestamp, country: string, status: string,
                     items: int, amount: "decimal(10,2)", discount: double, note: string}
            event_time: at
            event_id: order_id
            batch: {format: parquet, path: "/unused/{partition}", partition: day}
            gate: orders_gate
            """;

    private static final String GATE = """
            gate: orders_gate
            expectations:
              - {type: expect_table_row_count_to_be_between, kwargs: {min_value: 1}}
              - {type: expect_column_values_to_not_be_null, kwargs: {column: customer}}
              - {type: expect_column_values_to_be_in_set, kwargs: {column: status, value_set: [paid, sent, returned]}, rows: quarantine}
              - {type: expect_column_values_to_be_between, kwargs: {column: amount, min_value: 0, max_value: 10000}, rows: quarantine}
              - {type: expect_column_mean_to_be_between, kwargs: {column: items, min_value: 1, max_value: 10}}
            """;

    private final Lake lake;
    private final Spark spark;
    private final Path folder;
    private final Project project;
    private final IngestActivitiesImpl ingest;
    private final AuditActivitiesImpl audit;
    private final GateActivitiesImpl gates;

    GatedSource(Lake lake, Spark spark, Path folder) {
        this.lake = lake;
        this.spark = spark;
        this.folder = folder;
        this.project = ProjectParser.parse(
                List.of(
                        new DefinitionFile("project.yaml", "project: shop\n"),
                        new DefinitionFile("source.yaml", DEFINITION),
                        new DefinitionFile("gate.yaml", GATE)),
                new CatalystExpressionCompiler());
        Fetches none = new Fetches(folder.resolve("fetched").toUri().toString(), Clock.systemUTC(), Map.of());
        this.ingest = new IngestActivitiesImpl(spark, lake, this, new Fixers(List.of()), none);
        ReportFiles reports =
                new ReportFiles(lake, folder.resolve("reports").toUri().toString());
        this.audit = new AuditActivitiesImpl(spark, lake, this, reports, Clock.systemUTC());
        this.gates = new GateActivitiesImpl(
                lake,
                reports,
                (definition, dataset) -> Optional.of("orders_gate"),
                request -> {
                    throw new IllegalArgumentException("No plan is decided here: " + request);
                },
                IdentityCheck.claimed(),
                Clock.systemUTC());
    }

    /** Makes and lands the rows: what both sides begin with. */
    Landed land(long rows, int files) {
        String path = folder.resolve(DAY).toUri().toString();
        spark.session()
                .range(0, rows, 1, files)
                .selectExpr(
                        "id order_id",
                        "format_string('customer-%06d', pmod(xxhash64(id, 'c'), 200000)) customer",
                        "timestamp_millis(1767225600000 + pmod(xxhash64(id, 't'), 86400000)) at",
                        "element_at(array('DE', 'FR', 'IT', 'ES', 'PL'), cast(pmod(id, 5) + 1 as int)) country",
                        "element_at(array('paid', 'sent', 'returned'), cast(pmod(id, 3) + 1 as int)) status",
                        "cast(pmod(xxhash64(id, 'i'), 9) + 1 as int) items",
                        "cast(pmod(xxhash64(id, 'a'), 1000000) / 100 as decimal(10,2)) amount",
                        "pmod(xxhash64(id, 'd'), 100) / 100D discount",
                        "if(pmod(id, 10) = 0, concat('note ', hex(xxhash64(id, 'n'))), null) note")
                .write()
                .parquet(path);
        return ingest.land(new LandRequest(SOURCE, DAY, path, UUID.randomUUID().toString(), 1, false));
    }

    /** Stages, audits and publishes what landed, as a run whose gate passes does. */
    Candidate gated(Landed landed) {
        String run = UUID.randomUUID().toString();
        long start = System.nanoTime();
        long cpu = Machine.cpuNanos();
        Candidate candidate =
                ingest.stage(new StageRequest(SOURCE, "orders_gate", DAY, landed, run, 1, List.of(), List.of()));
        long staged = System.nanoTime();
        long stagedCpu = Machine.cpuNanos();
        Verdict verdict = audit.audit(
                new AuditRequest("orders_gate", candidate.dataset(), DAY, candidate.snapshotId(), candidate.attempt()));
        long audited = System.nanoTime();
        long auditedCpu = Machine.cpuNanos();
        GateResult result = new GateResult(
                "orders_gate",
                "v1",
                candidate.dataset(),
                DAY,
                candidate.snapshotId(),
                1,
                verdict.outcome(),
                "",
                List.of(),
                null,
                verdict.reportHash(),
                verdict.reportUri(),
                "",
                "",
                List.of());
        gates.recordOutcome(result);
        Published published =
                gates.publish(new PublishRequest(candidate, result, SOURCE, "ingest/orders/" + DAY, null));
        System.out.printf(
                "    staged %.2f s (%.2f s of the cores), audited %.2f s (%.2f s), published %.2f s (%.2f s): %s, %d rows%n",
                (staged - start) / 1e9,
                (stagedCpu - cpu) / 1e9,
                (audited - staged) / 1e9,
                (auditedCpu - stagedCpu) / 1e9,
                (System.nanoTime() - audited) / 1e9,
                (Machine.cpuNanos() - auditedCpu) / 1e9,
                verdict.outcome(),
                published.rows());
        return candidate;
    }

    /** Appends the landed rows with their declared types to a table like the trusted one, and looks at nothing. */
    void append(Landed landed, TableIdentifier name) {
        Table trusted = lake.load(TableIdentifier.parse("trusted." + NAME));
        Table table = lake.find(name)
                .orElseGet(
                        () -> lake.catalog().createTable(name, trusted.schema(), trusted.spec(), trusted.properties()));
        AppendFiles append = table.newAppend();
        DataFiles.write(landed(landed), table, Lake.CATALOG + "." + name).forEach(append::appendFile);
        append.commit();
    }

    private Dataset<Row> landed(Landed landed) {
        return spark.session()
                .table(Lake.CATALOG + "." + landed.table())
                .selectExpr(
                        "order_id",
                        "customer",
                        "at",
                        "country",
                        "status",
                        "items",
                        "amount",
                        "discount",
                        "note",
                        "'" + DAY + "' _partition_label",
                        "at _event_time",
                        "cast(order_id as string) _event_id",
                        "'append' _run",
                        "1 _attempt");
    }

    /** How many rows and two sums of hashes of what people declared: equal for equal rows only. */
    Object digest(String table, String snapshotId) {
        String row = "order_id, customer, at, country, status, items, amount, discount, note, _event_time, _event_id";
        Dataset<Row> rows = snapshotId.isEmpty()
                ? spark.session().table(Lake.CATALOG + "." + table)
                : spark.session().read().option("snapshot-id", snapshotId).table(Lake.CATALOG + "." + table);
        return rows.selectExpr(
                        "count(*)",
                        "sum(cast(xxhash64(1, %s) as decimal(38,0)))".formatted(row),
                        "sum(cast(xxhash64(2, %s) as decimal(38,0)))".formatted(row))
                .first()
                .toString();
    }

    @Override
    public Source source(DefinitionRef source) {
        return project.source(NAME).orElseThrow();
    }

    @Override
    public String location(DefinitionRef source) {
        return java.util.Objects.requireNonNull(source(source).batch()).location();
    }

    @Override
    public Optional<Patch> patch(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<FixerDefinition> fixer(String name) {
        return Optional.empty();
    }

    @Override
    public List<Expectation> expectations(DefinitionRef source, String gate) {
        return gate().expectations();
    }

    @Override
    public Guard guard(String gate, String dataset) {
        return new Guard(new DefinitionRef("gate", gate, "v1", "0"), gate(), List.of());
    }

    private Gate gate() {
        return project.gate("orders_gate").orElseThrow();
    }
}
