package io.sluice.activities.view;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.Publication;
import io.sluice.activities.lake.Replacement;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.release.certified.CertifiedRuns;
import io.sluice.activities.spark.DataFiles;
import io.sluice.activities.spark.TestingLake;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.view.engine.Limits;
import io.sluice.activities.view.engine.TrustedSnapshot;
import io.sluice.activities.view.engine.ViewEngine;
import io.sluice.activities.view.engine.day.WantedDays;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlans;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.reading.ProjectParser;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.ViewSettings;
import io.sluice.workflows.view.PlanViewUpdateRequest;
import io.sluice.workflows.view.StageViewRequest;
import io.sluice.workflows.view.ViewUpdatePlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A view on trusted tables that a test fills, and the activities on it. */
final class TestingView implements ViewDefinitions {
    private final SparkSession spark = TestingLake.shared().spark().session();
    private final ViewPlan plan;
    private final ViewSettings settings;
    private final ViewActivitiesImpl activities = new ViewActivitiesImpl(
            TestingLake.shared().spark(), TestingLake.shared().lake(), this);
    private @Nullable Long certifiedThrough = Long.MAX_VALUE;
    private long growth;

    /** The view {@code v} of a project; {@code texts} are its files. */
    TestingView(String view, String... texts) {
        List<DefinitionFile> files = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            files.add(new DefinitionFile(i == 0 ? "project.yaml" : i + ".yaml", texts[i]));
        }
        CatalystExpressionCompiler compiler = new CatalystExpressionCompiler();
        Project project = ProjectParser.parse(files, compiler);
        plan = ViewPlans.compile(project, project.view(view).orElseThrow(), compiler);
        DefinitionRef ref = new DefinitionRef("view", view, "v1", "0");
        settings = new ViewSettings(ref, "implicit", "views." + view + "_v1", List.of(), 3, false, false, 14);
    }

    ViewPlan plan() {
        return plan;
    }

    void certifyThrough(long instant) {
        certifiedThrough = instant;
    }

    /** As where partitions are published all the time: whoever asks again is told of more. */
    void certifyThroughAndMore(long instant, long more) {
        certifiedThrough = instant;
        growth = more;
    }

    /** From now on that is certified which the ledger says is. */
    void certifyByLedger() {
        certifiedThrough = null;
    }

    /** Appends trusted rows; each has the columns of the trusted table but run and attempt. */
    void trust(String sourceName, List<Row> rows) {
        Source source = plan.sources().stream()
                .map(ViewPlan.SourcePlan::source)
                .filter(candidate -> candidate.name().equals(sourceName))
                .findFirst()
                .orElseThrow();
        Table table = TestingLake.shared().lake().loadOrCreate(TableLayouts.trusted(source));
        Dataset<Row> frame = spark.createDataFrame(rows, SparkSchemaUtil.convert(table.schema()));
        AppendFiles append = table.newAppend();
        DataFiles.write(frame, table, "sluice.trusted." + sourceName).forEach(append::appendFile);
        append.commit();
    }

    Candidate stage(String from, String to, String run) {
        return activities.stageView(new StageViewRequest(settings, from, to, run, 1, List.of()));
    }

    /** What the engine makes of the trusted rows, without staging it. */
    List<Row> compute(WantedDays days, long certified, Limits limits) {
        List<TrustedSnapshot> inputs = new ArrayList<>();
        for (int i = 0; i < plan.sources().size(); i++) {
            TableIdentifier name =
                    TableNames.trusted(plan.sources().get(i).source().name());
            Table table = TestingLake.shared().lake().load(name);
            inputs.add(new TrustedSnapshot(
                    i, table, name.toString(), table.currentSnapshot().snapshotId()));
        }
        StructType whole = SparkSchemaUtil.convert(TableLayouts.view(plan, "v1").schema());
        StructType schema = new StructType(Arrays.copyOf(whole.fields(), whole.size() - 1));
        return TestingLake.shared()
                .spark()
                .run(
                        "test",
                        session -> new ViewEngine(session, plan, limits)
                                .changePoints(inputs, days, certified, schema)
                                .collectAsList());
    }

    /** Publishes the whole content of a trusted partition, as a gate would. */
    void publishPartition(String sourceName, String partition, List<Row> rows) {
        publishPartitions(sourceName, List.of(partition), rows);
    }

    /** Publishes the whole content of trusted partitions at once. */
    void publishPartitions(String sourceName, List<String> partitions, List<Row> rows) {
        unrecorded(sourceName, partitions, rows).run();
    }

    /** Publishes a trusted partition as a gate would that dies before the ledger says so; what is left to do. */
    Runnable publishUnrecorded(String sourceName, String partition, List<Row> rows) {
        return unrecorded(sourceName, List.of(partition), rows);
    }

    private Runnable unrecorded(String sourceName, List<String> partitions, List<Row> rows) {
        Source source = plan.sources().stream()
                .map(ViewPlan.SourcePlan::source)
                .filter(candidate -> candidate.name().equals(sourceName))
                .findFirst()
                .orElseThrow();
        Lake lake = TestingLake.shared().lake();
        Table table = lake.loadOrCreate(TableLayouts.trusted(source));
        Dataset<Row> frame = spark.createDataFrame(rows, SparkSchemaUtil.convert(table.schema()));
        TableIdentifier name = TableNames.trusted(sourceName);
        String wapId = name + "/" + UUID.randomUUID();
        Snapshot staged = new WriteAuditPublish(lake)
                .stageReplacement(new Replacement(
                        name, wapId, DataFiles.write(frame, table, "sluice." + name), partitions, Map.of()));
        Publication published = new WriteAuditPublish(lake).publish(name, staged.snapshotId(), Map.of());
        return () -> record(name, staged.snapshotId(), partitions, published);
    }

    /** Which days an update would compute. */
    ViewUpdatePlan planned() {
        return activities.planViewUpdate(new PlanViewUpdateRequest(settings));
    }

    /** Computes the stale days and publishes them; gives what was planned. */
    ViewUpdatePlan update() {
        ViewUpdatePlan stale = activities.planViewUpdate(new PlanViewUpdateRequest(settings));
        if (!stale.runs().isEmpty()) {
            Candidate candidate = stage(stale.runs());
            publish(
                    TableNames.parse(candidate.dataset()),
                    Long.parseLong(candidate.snapshotId()),
                    candidate.partitions());
        }
        return stale;
    }

    Candidate stage(List<String> runs) {
        return activities.stageView(
                new StageViewRequest(settings, "", "", UUID.randomUUID().toString(), 1, List.of(), runs));
    }

    private void publish(TableIdentifier table, long snapshotId, List<String> partitions) {
        record(
                table,
                snapshotId,
                partitions,
                new WriteAuditPublish(TestingLake.shared().lake()).publish(table, snapshotId, Map.of()));
    }

    private static void record(TableIdentifier table, long snapshotId, List<String> partitions, Publication published) {
        new SystemTables(TestingLake.shared().lake())
                .partitions()
                .append(
                        "test/" + UUID.randomUUID(),
                        partitions.stream()
                                .map(partition -> row(table.toString(), partition, snapshotId, published))
                                .toList());
    }

    private static PartitionRow row(String dataset, String partition, long snapshotId, Publication published) {
        return new PartitionRow(
                dataset,
                partition,
                partition,
                PartitionRow.PUBLISHED,
                String.valueOf(snapshotId),
                "",
                String.valueOf(published.snapshotId()),
                published.sequence(),
                "run",
                1,
                1,
                0,
                0,
                0,
                0,
                "",
                "",
                "implicit",
                "PASS",
                "",
                "",
                null,
                Instant.EPOCH);
    }

    /** What is published. */
    Dataset<Row> published() {
        return spark.read().table("sluice." + settings.table());
    }

    void publish(Candidate candidate) {
        new WriteAuditPublish(TestingLake.shared().lake())
                .publish(TableNames.parse(candidate.dataset()), Long.parseLong(candidate.snapshotId()), Map.of());
    }

    Dataset<Row> rows(Candidate candidate) {
        return spark.read().option("snapshot-id", candidate.snapshotId()).table("sluice." + candidate.dataset());
    }

    @Override
    public ViewPlan plan(ViewSettings view) {
        return plan;
    }

    /** The last instant whose change points are written. */
    long certifiedThrough() {
        return plan.sources().stream()
                .mapToLong(source -> certifiedThrough(source.source()))
                .min()
                .orElseThrow();
    }

    @Override
    public long certifiedThrough(Source source) {
        if (certifiedThrough != null) {
            long now = certifiedThrough;
            certifiedThrough = now + growth;
            return now;
        }
        Lake lake = TestingLake.shared().lake();
        return new CertifiedRuns(lake, new SystemTables(lake)).of(source).certifiedThrough();
    }
}
