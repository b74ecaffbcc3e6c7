package io.sluice.activities.certify;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.certify.CertifiedEquality.ComparedDay;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.RowValues;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.time.Partition;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Holds the trusted rows of a day against the accepted rows of the archive, row by row and as often as each is there: contract §8,
 * E3. A day for which something was archived after it was certified differs until it is certified again.
 */
final class DayEquality {
    private static final String SIDE = "_side";
    private static final String MORE = "_more";

    private final SparkSession session;
    private final Source source;
    private final DecidedRows decided;
    private final long trustedSnapshot;

    /** Compares a pinned archive with a snapshot of the trusted table. */
    DayEquality(SparkSession session, Source source, DecidedRows decided, long trustedSnapshot) {
        this.session = requireNonNull(session, "session is null");
        this.source = requireNonNull(source, "source is null");
        this.decided = requireNonNull(decided, "decided is null");
        this.trustedSnapshot = trustedSnapshot;
    }

    /**
     * Compares a day.
     *
     * @param label such as 2026-06-28, UTC
     * @param visitor sees the rows that are not on both sides equally often, by event id; none where the day is equal
     */
    ComparedDay compare(String label, DifferingRow.Visitor visitor) {
        Dataset<Row> rows = rows(StreamDays.parse(label));
        org.apache.spark.sql.Column more = col(MORE);
        Row found = rows.agg(
                        total(col(SIDE)),
                        total(col(SIDE).minus(more)),
                        total(greatest(more, lit(0L))),
                        total(greatest(more.unary_$minus(), lit(0L))))
                .head();
        ComparedDay day =
                new ComparedDay(label, found.getLong(0), found.getLong(1), found.getLong(2), found.getLong(3));
        if (!day.isEqual()) {
            Iterator<Row> differing = rows.filter(more.notEqual(lit(0L)))
                    .orderBy(SystemColumns.EVENT_ID)
                    .toLocalIterator();
            differing.forEachRemaining(row -> visitor.take(differing(label, row)));
        }
        return day;
    }

    /** Every different row once, with how often the archive has it, and how much more often than the trusted table. */
    private Dataset<Row> rows(Partition day) {
        org.apache.spark.sql.Column[] columns = new StreamColumns(source).selected();
        Dataset<Row> archived = decided.between(day.start(), day.end())
                .filter(DecidedRows.counts())
                .select(columns)
                .withColumn(SIDE, lit(1));
        Dataset<Row> trusted = trusted(day).select(columns).withColumn(SIDE, lit(-1));
        org.apache.spark.sql.Column[] row = Stream.of(archived.columns())
                .filter(column -> !column.equals(SIDE))
                .map(Typing::quoted)
                .toArray(org.apache.spark.sql.Column[]::new);
        return archived.unionByName(trusted)
                .groupBy(row)
                .agg(
                        sum(when(col(SIDE).gt(0), 1L).otherwise(0L)).as(SIDE),
                        sum(col(SIDE)).as(MORE));
    }

    private static org.apache.spark.sql.Column total(org.apache.spark.sql.Column each) {
        return coalesce(sum(each), lit(0L));
    }

    private Dataset<Row> trusted(Partition day) {
        Dataset<Row> rows = session.read()
                .option("snapshot-id", trustedSnapshot)
                .table(Lake.CATALOG + "." + TableNames.trusted(source.name()))
                .filter(col(SystemColumns.PARTITION).equalTo(day.label()));
        return source.cutover() == null
                ? rows
                : rows.filter(col(SystemColumns.EVENT_TIME)
                        .geq(timestamp_millis(lit(source.cutover().toEpochMilli()))));
    }

    private DifferingRow differing(String label, Row row) {
        List<Column> schema = source.schema();
        @Nullable Object[] columns = new Object[schema.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = RowValues.toKernel(schema.get(i).type(), row.get(i));
        }
        return new DifferingRow(
                label,
                row.getInstant(columns.length).toEpochMilli(),
                row.getString(columns.length + 1),
                columns,
                row.getLong(columns.length + 3));
    }
}
