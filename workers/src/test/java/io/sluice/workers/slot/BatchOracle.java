package io.sluice.workers.slot;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.archive.ArchiveColumns;
import io.sluice.activities.heartbeat.Heartbeats;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.spark.SparkConfig;
import io.sluice.activities.view.engine.Limits;
import io.sluice.activities.view.engine.TrustedSnapshot;
import io.sluice.activities.view.engine.ViewEngine;
import io.sluice.activities.view.engine.day.DayRange;
import io.sluice.activities.view.engine.day.WantedDays;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.definitions.slot.Update;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * E1 of contract §8 against the batch itself: at a checkpoint every slot is what the batch engine makes, in a lake of its own, of the
 * trusted rows before the cutover and the rows that the archive has accepted before the checkpoint.
 */
public final class BatchOracle implements AutoCloseable {
    private static final Set<String> COUNTS = Set.of(Verdict.ACCEPTED.name(), Verdict.ADMIT.name());

    private final Source source;
    private final List<Record> archived;
    private final List<Record> history;
    private final Lake lake;
    private final Spark spark;
    private final Table table;
    private int files;

    /** Reads the lake of a lane that was drained and archived its log; the lake of its own is in the folder. */
    public BatchOracle(Lake lane, Source source, Path folder) {
        this.source = source;
        this.archived = read(
                lane.load(TableNames.events(source.name())),
                row -> COUNTS.contains(row.getField(ArchiveColumns.VERDICT)));
        this.history = read(lane.load(TableNames.trusted(source.name())), this::isHistory);
        this.lake = Lake.open(LakeConfig.embedded(folder));
        this.spark = new Spark(new SparkConfig("local[2]", 2, Map.of()), lake.sparkProperties(), new Heartbeats());
        this.table = lake.loadOrCreate(TableLayouts.trusted(source));
    }

    private boolean isHistory(Record row) {
        Instant cutover = source.cutover();
        return cutover != null
                && ((OffsetDateTime) row.getField(SystemColumns.EVENT_TIME))
                        .toInstant()
                        .isBefore(cutover);
    }

    private static List<Record> read(Table table, Predicate<Record> wanted) {
        List<Record> rows = new ArrayList<>();
        try (CloseableIterable<Record> scan = IcebergGenerics.read(table).build()) {
            scan.forEach(row -> {
                if (wanted.test(row)) {
                    rows.add(row);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** Checks all entities of a checkpoint's partition, and answers how many there are. */
    public int check(ViewTopics view, ViewTopics.Checked checked) {
        ViewPlan plan = view.plan();
        Checkpoint checkpoint = checked.checkpoint();
        if (checkpoint.clock() == Stamp.NOTHING) {
            return 0;
        }
        Map<String, String> batch = values(plan, fill(checkpoint), checkpoint.clock() + 1);
        batch.keySet().removeIf(entity -> !view.isIn(checkpoint.partition(), entity));
        Map<String, Update> covered = SlotOracle.covered(checkpoint, checked.updates());
        Set<String> entities = new TreeSet<>(batch.keySet());
        entities.addAll(covered.keySet());
        for (String entity : entities) {
            assertThat(shown(plan, covered.get(entity)))
                    .as("%s of %s at %s", entity, plan.view().name(), checkpoint)
                    .isEqualTo(batch.getOrDefault(entity, empty(plan)));
        }
        return entities.size();
    }

    /** A snapshot of what counts at a checkpoint, in place of what was there. */
    private long fill(Checkpoint checkpoint) {
        GenericRecord template = GenericRecord.create(table.schema());
        PartitionData partition = new PartitionData(table.spec().partitionType());
        partition.set(0, "all");
        DataWriter<Record> writer = new GenericFileWriterFactory.Builder(table)
                .dataFileFormat(FileFormat.PARQUET)
                .build()
                .newDataWriter(
                        OutputFileFactory.builderFor(table, 0, ++files)
                                .format(FileFormat.PARQUET)
                                .build()
                                .newOutputFile(),
                        table.spec(),
                        partition);
        try (writer) {
            history.forEach(row -> writer.write(copy(template, row)));
            archived.stream()
                    .filter(row -> isBefore(checkpoint, row))
                    .forEach(row -> writer.write(copy(template, row)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DataFile file = writer.toDataFile();
        table.newOverwrite()
                .overwriteByRowFilter(Expressions.alwaysTrue())
                .addFile(file)
                .commit();
        return table.currentSnapshot().snapshotId();
    }

    private static boolean isBefore(Checkpoint checkpoint, Record row) {
        int partition = (Integer) row.getField(ArchiveColumns.LOG_PARTITION);
        long offset = (Long) row.getField(ArchiveColumns.LOG_OFFSET);
        return checkpoint.seen().isEmpty()
                ? partition == checkpoint.partition() && offset < checkpoint.end()
                : offset < checkpoint.seen().get(partition).end();
    }

    private Record copy(GenericRecord template, Record row) {
        Record copy = template.copy();
        source.schema().forEach(column -> copy.setField(column.name(), row.getField(column.name())));
        copy.setField(SystemColumns.PARTITION, "all");
        copy.setField(SystemColumns.EVENT_TIME, row.getField(SystemColumns.EVENT_TIME));
        copy.setField(SystemColumns.EVENT_ID, row.getField(SystemColumns.EVENT_ID));
        return copy;
    }

    /** Of each entity the row in force at an instant: the last change point of its month, or what was carried into it. */
    private Map<String, String> values(ViewPlan plan, long snapshot, long at) {
        String name = TableNames.trusted(source.name()).toString();
        LocalDate day = Instant.ofEpochMilli(at).atZone(ZoneOffset.UTC).toLocalDate();
        WantedDays days = new WantedDays(List.of(new DayRange(day.withDayOfMonth(1), day)));
        List<Row> rows = spark.run(
                "oracle",
                session -> new ViewEngine(session, plan, Limits.DEFAULT)
                        .changePoints(
                                List.of(new TrustedSnapshot(0, table, name, snapshot)),
                                days,
                                at,
                                SparkSchemaUtil.convert(
                                        TableLayouts.view(plan, "v1").schema()))
                        .select(columns(plan))
                        .collectAsList());
        Map<String, Row> last = new TreeMap<>();
        for (Row row : rows) {
            String entity = EntityKey.of(plan.entity().keys(), List.of(row.getString(0)))
                    .encoded();
            last.merge(entity, row, (one, other) -> one.getLong(1) > other.getLong(1) ? one : other);
        }
        Map<String, String> values = new TreeMap<>();
        last.forEach((entity, row) -> values.put(entity, shown(plan, row)));
        return values;
    }

    private static Column[] columns(ViewPlan plan) {
        List<Column> columns = new ArrayList<>();
        columns.add(col(plan.entity().keys().get(0).name()));
        columns.add(unix_millis(col("feature_timestamp")));
        plan.features().forEach(feature -> {
            String name = feature.feature().name();
            columns.add(col(name).cast("string"));
            columns.add(unix_millis(col(name + "__ts")));
            columns.add(unix_millis(col(name + "__until")));
        });
        return columns.toArray(Column[]::new);
    }

    private static String shown(ViewPlan plan, Row row) {
        List<String> texts = new ArrayList<>();
        for (int i = 2; i < 2 + 3 * plan.features().size(); i += 3) {
            texts.add(text(
                    row.getString(i),
                    row.isNullAt(i + 1) ? ChangePoint.NEVER : row.getLong(i + 1),
                    row.isNullAt(i + 2) ? ChangePoint.NONE : row.getLong(i + 2)));
        }
        return texts.toString();
    }

    private static String shown(ViewPlan plan, @Nullable Update update) {
        if (update == null) {
            return empty(plan);
        }
        SlotRow row = SlotPlan.of(plan, 0, "definition").codec().decode(update.slot());
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < row.values().length; i++) {
            Object value = row.values()[i];
            texts.add(text(value == null ? null : value.toString(), row.timestamps()[i], row.validUntil()[i]));
        }
        return texts.toString();
    }

    private static String empty(ViewPlan plan) {
        return plan.features().stream()
                .map(feature -> text(null, ChangePoint.NEVER, ChangePoint.NONE))
                .toList()
                .toString();
    }

    private static String text(@Nullable String number, long timestamp, long validUntil) {
        String value = number == null
                ? "null"
                : new BigDecimal(number).stripTrailingZeros().toPlainString();
        return "%s from %d to %d".formatted(value, timestamp, validUntil);
    }

    @Override
    public void close() {
        spark.close();
        lake.close();
    }
}
