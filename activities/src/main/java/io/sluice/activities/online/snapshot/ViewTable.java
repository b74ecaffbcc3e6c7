package io.sluice.activities.online.snapshot;

import io.sluice.activities.lake.value.IcebergValues;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/** The change points of a view, read from its table at a snapshot by whole days, without Spark. */
public final class ViewTable {
    /** One row, with the values of the entity's key columns. */
    public record Row(List<Object> keys, boolean carry, ChangePoint point) {}

    /** The files of one day: which, and how many rows they hold. */
    public record Day(SortedSet<String> files, long rows) {}

    private final Table table;
    private final ViewPlan plan;
    private final List<String> columns;

    public ViewTable(Table table, ViewPlan plan) {
        this.table = table;
        this.plan = plan;
        this.columns = columns(plan);
    }

    private static List<String> columns(ViewPlan plan) {
        List<String> columns = new ArrayList<>(List.of("feature_timestamp", "carry"));
        plan.entity().keys().forEach(key -> columns.add(key.name()));
        for (FeaturePlan feature : plan.features()) {
            String name = feature.feature().name();
            columns.addAll(List.of(name, name + "__ts", name + "__until"));
        }
        return columns;
    }

    /** Whether the snapshot is still there. */
    public boolean has(long snapshotId) {
        return table.snapshot(snapshotId) != null;
    }

    /** The days of a snapshot that have files, both ends inclusive. */
    public SortedMap<LocalDate, Day> days(long snapshotId, LocalDate from, LocalDate to) {
        SortedMap<LocalDate, Day> days = new TreeMap<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan()
                .useSnapshot(snapshotId)
                .filter(between(from, to))
                .planFiles()) {
            for (FileScanTask task : tasks) {
                LocalDate day = LocalDate.ofEpochDay(task.file().partition().get(0, Integer.class));
                Day known = days.getOrDefault(day, new Day(new TreeSet<>(), 0));
                known.files().add(task.file().location());
                days.put(day, new Day(known.files(), known.rows() + task.file().recordCount()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return days;
    }

    /** Streams the rows of some days, both ends inclusive, in no order. */
    public void rows(long snapshotId, LocalDate from, LocalDate to, Consumer<Row> consumer) {
        try (CloseableIterable<Record> records = IcebergGenerics.read(table)
                .useSnapshot(snapshotId)
                .where(between(from, to))
                .select(columns)
                .build()) {
            for (Record record : records) {
                consumer.accept(row(record));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Expression between(LocalDate from, LocalDate to) {
        return Expressions.and(
                Expressions.greaterThanOrEqual("day", Math.toIntExact(from.toEpochDay())),
                Expressions.lessThanOrEqual("day", Math.toIntExact(to.toEpochDay())));
    }

    private Row row(Record record) {
        List<Object> keys = new ArrayList<>();
        for (Column key : plan.entity().keys()) {
            keys.add(IcebergValues.present(record.getField(key.name()), key));
        }
        return new Row(keys, Boolean.TRUE.equals(record.getField("carry")), point(record));
    }

    private ChangePoint point(Record record) {
        int size = plan.features().size();
        @Nullable Object[] values = new Object[size];
        long[] timestamps = new long[size];
        long[] untils = new long[size];
        for (int i = 0; i < size; i++) {
            FeaturePlan feature = plan.features().get(i);
            String name = feature.feature().name();
            values[i] = IcebergValues.value(record.getField(name), feature.type());
            timestamps[i] = IcebergValues.millis(record.getField(name + "__ts"), ChangePoint.NEVER);
            untils[i] = IcebergValues.millis(record.getField(name + "__until"), ChangePoint.NONE);
        }
        long timestamp = IcebergValues.millis(record.getField("feature_timestamp"), ChangePoint.NEVER);
        return new ChangePoint(timestamp, values, timestamps, untils);
    }
}
