package io.sluice.activities.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.year;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.training.join.AsOfJoin;
import io.sluice.activities.training.join.Past;
import io.sluice.activities.training.labels.LabelChecks.Found;
import io.sluice.activities.training.labels.Labels;
import io.sluice.activities.typing.Typing;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What definitions say: the last change point at or before the instant. A month begins with carry rows, so a label meets the rows
 * of its own month and no others: the month is part of the tuple, which splits entities with many rows, too (decision 110).
 */
final class DefinedFeatures implements Features {
    private final SparkSession session;
    private final AsOfJoin join;

    DefinedFeatures(SparkSession session, AsOfJoin join) {
        this.session = session;
        this.join = join;
    }

    @Override
    public String readOf(JoinedView view) {
        return "";
    }

    /** Labels are shuffled once for all views of a key. */
    @Override
    public Dataset<Row> join(Labels labels, Found found, List<JoinedView> views) {
        Map<Integer, List<JoinedView>> byKey = new LinkedHashMap<>();
        views.forEach(view ->
                byKey.computeIfAbsent(view.entity(), key -> new ArrayList<>()).add(view));
        Dataset<Row> rows = labels.rows();
        for (List<JoinedView> same : byKey.values()) {
            int keys = same.get(0).keys().size();
            List<Past> pasts = same.stream().map(view -> past(view, found)).toList();
            rows = join.join(tuples(rows, same.get(0), keys), keys + 1, pasts);
            for (int i = 0; i <= keys; i++) {
                rows = rows.drop(AsOfJoin.tuple(i));
            }
            rows = rows.drop(AsOfJoin.AT);
        }
        return rows;
    }

    private static Dataset<Row> tuples(Dataset<Row> labels, JoinedView view, int keys) {
        Dataset<Row> rows = labels;
        for (int i = 0; i < keys; i++) {
            rows = rows.withColumn(AsOfJoin.tuple(i), col(Labels.key(view.entity(), i)));
        }
        return rows.withColumn(AsOfJoin.tuple(keys), monthOf(timestamp_millis(col(Labels.INSTANT))))
                .withColumn(AsOfJoin.AT, col(Labels.INSTANT));
    }

    private static Column monthOf(Column day) {
        return year(day).multiply(12).plus(month(day));
    }

    private Past past(JoinedView view, Found found) {
        List<Column> columns = new ArrayList<>();
        int keys = view.keys().size();
        for (int i = 0; i < keys; i++) {
            columns.add(Typing.quoted(view.keys().get(i).name()).as(AsOfJoin.tuple(i)));
        }
        columns.add(monthOf(col(TableLayouts.DAY)).as(AsOfJoin.tuple(keys)));
        columns.add(unix_millis(col("feature_timestamp")).as(AsOfJoin.AT));
        for (int i = 0; i < view.features().size(); i++) {
            String name = view.release().plan().features().get(i).feature().name();
            columns.add(Typing.quoted(name).as(view.features().get(i).name()));
        }
        columns.add(col("feature_timestamp").as(view.timestamp()));
        Dataset<Row> rows = session.read()
                .option("snapshot-id", view.release().snapshotId())
                .format("iceberg")
                .load(Lake.CATALOG + "." + view.release().table())
                .filter(days(found))
                .select(columns.toArray(Column[]::new));
        return new Past(rows, view.values(), view.defaults(), false);
    }

    /** From the first day of the first label's month to the last label's day. */
    private static Column days(Found found) {
        if (found.first() > found.last()) {
            return lit(false);
        }
        LocalDate first = day(found.first()).withDayOfMonth(1);
        return col(TableLayouts.DAY).geq(lit(first)).and(col(TableLayouts.DAY).leq(lit(day(found.last()))));
    }

    private static LocalDate day(long instant) {
        return Instant.ofEpochMilli(instant).atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
