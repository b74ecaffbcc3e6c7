package io.sluice.activities.ingest.rule;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.ingest.StagingColumns;
import io.sluice.activities.ingest.StagingColumns.Status;
import io.sluice.activities.landing.LandingColumns;
import io.sluice.activities.landing.Selection;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.DataType.Kind;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.Source.LatePolicy;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.time.Partition;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What every source refuses, whatever its gate says; each with an id and a reason without values. */
public final class RowChecks {
    /** Contract §4: doubles at and beyond this are row violations. */
    private static final double LIMIT = 1e18;

    /** 0000-01-01: earlier days have no label. */
    private static final long FIRST_LABEL = -62_167_219_200_000L;

    private final Source source;
    private final Partition window;

    public RowChecks(Source source, Partition window) {
        this.source = source;
        this.window = window;
    }

    /** Adds status, ids of the checks failed, and reasons. */
    public Dataset<Row> check(Dataset<Row> typed) {
        Map<Column, Column> refusals = new LinkedHashMap<>();
        Column corrupt = col(LandingColumns.CORRUPT).isNotNull();
        Column unfit = size(col(StagingColumns.UNFIT)).gt(0);
        Column outOfRange = outOfRangeNumbers();
        refusals.put(when(corrupt, "corrupt_record"), lit("the record could not be parsed"));
        refusals.put(
                when(unfit, "column_type"),
                concat(lit("not of the declared type: "), array_join(col(StagingColumns.UNFIT), ", ")));
        refusals.put(
                when(col(SystemColumns.EVENT_TIME).isNull(), "event_time_missing"),
                lit("no readable event time in " + source.eventTime()));
        refusals.put(
                when(anyOutOfRange(), "number_range"),
                concat(lit("not a number below 10^18: "), array_join(outOfRange, ", ")));
        if (source.latePolicy() != LatePolicy.DROP) {
            refusals.put(
                    when(outside().and(late().unary_$bang()), "outside_partition"),
                    lit("event time outside of partition " + window.label() + " and its allowed lateness"));
        }
        Column ids = array_compact(array(refusals.keySet().toArray(Column[]::new)));
        Column reasons = array_compact(array(refusals.entrySet().stream()
                .map(refusal -> when(refusal.getKey().isNotNull(), refusal.getValue()))
                .toArray(Column[]::new)));
        return typed.withColumn(StagingColumns.RULES, ids)
                .withColumn(StagingColumns.REASONS, reasons)
                .withColumn(
                        StagingColumns.STATUS,
                        status(AnyOf.of(refusals.keySet().stream()
                                .map(Column::isNotNull)
                                .toList())));
    }

    private Column status(Column refused) {
        // The partition that it belongs to decides about a late row, also about what else is wrong with it.
        Column status = when(overlap(), Status.OVERLAP.name()).when(late(), Status.LATE.name());
        if (source.latePolicy() == LatePolicy.DROP) {
            status = status.when(outside(), Status.DROPPED.name());
        }
        return status.when(refused, Status.REFUSED.name()).otherwise(Status.KEPT.name());
    }

    /** True only where an event time was read. */
    private Column outside() {
        if (!Selection.bounded(window)) {
            return lit(false);
        }
        Column time = col(SystemColumns.EVENT_TIME);
        return time.isNotNull()
                .and(time.lt(instant(Selection.earliest(source, window))).or(time.geq(instant(window.end()))));
    }

    /** A row that can be read, of a partition before this one. */
    private Column late() {
        if (source.latePolicy() != LatePolicy.CORRECT || !Selection.bounded(window)) {
            return lit(false);
        }
        Column time = col(SystemColumns.EVENT_TIME);
        return col(LandingColumns.CORRUPT)
                .isNull()
                .and(time.isNotNull())
                .and(time.geq(instant(FIRST_LABEL)))
                .and(time.lt(instant(Selection.earliest(source, window))));
    }

    private Column overlap() {
        return source.cutover() == null
                ? lit(false)
                : col(SystemColumns.EVENT_TIME).geq(instant(source.cutover().toEpochMilli()));
    }

    private static Column instant(long millis) {
        return timestamp_millis(lit(millis));
    }

    private Column anyOutOfRange() {
        return AnyOf.of(source.schema().stream()
                .filter(column -> column.type().kind() == Kind.DOUBLE)
                .map(column -> outOfRange(Typing.quoted(column.name())))
                .toList());
    }

    private Column outOfRangeNumbers() {
        return array_compact(array(source.schema().stream()
                        .filter(column -> column.type().kind() == Kind.DOUBLE)
                        .map(column -> when(outOfRange(Typing.quoted(column.name())), column.name()))
                        .toArray(Column[]::new)))
                .cast("array<string>");
    }

    private static Column outOfRange(Column value) {
        return isnan(value).or(abs(value).geq(LIMIT));
    }
}
