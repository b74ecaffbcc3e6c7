package io.sluice.workers.cli;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.ReleasedViews;
import io.sluice.activities.online.SlotBatch;
import io.sluice.activities.online.SlotWrite;
import io.sluice.activities.online.reader.Pointer;
import io.sluice.activities.online.reader.PointerJson;
import io.sluice.activities.online.reader.ServedFeature;
import io.sluice.activities.online.values.LakeValues;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlans;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotFeature;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.online.SlotVersion;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.reading.ProjectParser;
import io.sluice.workers.worker.OnlineAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;

/**
 * A view {@code activity} of users whose values are in a store, and whose one trusted row is in a lake: {@code clicks_2d} counts
 * it, {@code last_page} is its page, {@code busy} is derived.
 */
record TestingAccess(OnlineStore store, Lake openLake, ReleasedView release) implements OnlineAccess {
    static final Instant AS_OF = Instant.parse("2026-06-28T12:00:00Z");

    private static final long CLICKED = Instant.parse("2026-06-28T10:04:00Z").toEpochMilli();

    static TestingAccess of(OnlineStore store, Lake lake) {
        ViewPlan plan = plan();
        Table table =
                lake.loadOrCreate(TableLayouts.trusted(plan.sources().get(0).source()));
        String snapshot = append(table);
        ReleasedView release = new ReleasedView(
                "activity",
                "activity@v3-000017",
                17,
                "v3",
                "views.activity_v3",
                "1",
                AS_OF.toEpochMilli(),
                plan,
                Map.of(),
                Map.of("trusted.clicks", snapshot));
        store.swapPointer("activity", Optional.empty(), PointerJson.write(pointer()));
        return new TestingAccess(store, lake, release);
    }

    private static ViewPlan plan() {
        CatalystExpressionCompiler compiler = new CatalystExpressionCompiler();
        Project project = ProjectParser.parse(
                List.of(
                        new DefinitionFile("project.yaml", "project: shop\ndefaults: {source: clicks, owner: ann}\n"),
                        new DefinitionFile("user.yaml", "entity: user\nkeys: {user_id: string}\n"),
                        new DefinitionFile("clicks.yaml", """
                                source: clicks
                                kind: events
                                schema: {user_id: string, page: string, at: timestamp}
                                event_time: at
                                event_id: content
                                batch: {format: parquet, path: 'clicks', partition: day}
                                """),
                        new DefinitionFile("clicks_2d.yaml", "feature: clicks_2d\nentity: user\nwindow: 2 days\n"),
                        new DefinitionFile("last_page.yaml", "feature: last_page\nentity: user\nvalue: page\n"),
                        new DefinitionFile("busy.yaml", "feature: busy\nentity: user\nexpression: clicks_2d > 1\n"),
                        new DefinitionFile("activity.yaml", """
                                view: activity
                                entity: user
                                features: [clicks_2d, last_page, busy]
                                """)),
                compiler);
        return ViewPlans.compile(project, project.view("activity").orElseThrow(), compiler);
    }

    private static Pointer pointer() {
        Pointer.Target target =
                new Pointer.Target(2, "activity@v3-000017", 17, "views.activity_v3", "1", AS_OF.toString());
        List<ServedFeature> features = List.of(
                new ServedFeature(
                        "clicks_2d", "v3", "bigint", "clicks", 172_800L, "FILL_ZERO", null, 3_600_000L, 0, null),
                new ServedFeature("last_page", "v1", "string", "clicks", null, "NULL", null, null, 0, null),
                new ServedFeature("busy", "v2", "boolean", null, null, "NULL", null, null, 0, "clicks_2d > 1"));
        Pointer.Live live = new Pointer.Live(
                target, "v3", List.of(new Pointer.KeyColumn("user_id", "string")), 3_600_000L, features);
        return new Pointer(Pointer.FORMAT, 4, "activity", live, List.of(), List.of());
    }

    /** Puts values of a user into the store. */
    void put(String user, long clicks, String page) {
        SlotCodec codec = new SlotCodec(release.plan().features().stream()
                .filter(feature -> !feature.feature().isDerived())
                .map(feature -> new SlotFeature(feature.feature().name(), feature.type()))
                .toList());
        byte[] row = codec.encode(new SlotRow(
                new Object[] {clicks, page},
                new long[] {Instant.parse("2026-06-28T11:00:00Z").toEpochMilli(), CLICKED + 1},
                new long[] {ChangePoint.NONE, ChangePoint.NONE}));
        String entity =
                EntityKey.of(release.plan().entity().keys(), List.of(user)).encoded();
        byte[] version = SlotVersion.ofRelease(17, AS_OF.toEpochMilli()).encoded();
        store.write(new SlotBatch("activity", 2, null, List.of(new SlotWrite(entity, "clicks", version, row))));
    }

    private static String append(Table table) {
        Record row = GenericRecord.create(table.schema());
        row.setField("user_id", "user_123");
        row.setField("page", "/home");
        row.setField("at", Instant.ofEpochMilli(CLICKED).atOffset(ZoneOffset.UTC));
        row.setField(SystemColumns.PARTITION, "2026-06-28");
        row.setField(SystemColumns.EVENT_TIME, Instant.ofEpochMilli(CLICKED).atOffset(ZoneOffset.UTC));
        row.setField(SystemColumns.EVENT_ID, "1");
        PartitionKey key = new PartitionKey(table.spec(), table.schema());
        key.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(row));
        DataWriter<Record> writer = new GenericFileWriterFactory.Builder(table)
                .dataFileFormat(FileFormat.PARQUET)
                .build()
                .newDataWriter(OutputFileFactory.builderFor(table, 1, 1).build().newOutputFile(key), table.spec(), key);
        try (writer) {
            writer.write(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        table.newAppend().appendFile(writer.toDataFile()).commit();
        return Long.toString(table.currentSnapshot().snapshotId());
    }

    @Override
    public ReleasedViews releases() {
        return new ReleasedViews() {
            @Override
            public Optional<ReleasedView> newest(String view) {
                return Optional.of(release);
            }

            @Override
            public SortedSet<String> views() {
                return new TreeSet<>(List.of(release.view()));
            }

            @Override
            public Optional<ReleasedView> named(String view, String name) {
                return newest(view).filter(known -> known.release().equals(name));
            }
        };
    }

    @Override
    public LakeValues lake() {
        return new LakeValues(openLake, new CatalystExpressionCompiler());
    }
}
