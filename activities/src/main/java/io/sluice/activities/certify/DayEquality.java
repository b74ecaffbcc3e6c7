package io.sluice.activities.certify;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.time.Partition;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Holds the trusted rows of a day against the accepted rows of the archive, row by row and as often as each is there: contract §8,
 * E3. Reads both as they are now, so a day for which something was archived after it was certified differs until it is certified
 * again.
 */
public final class DayEquality {
    /**
     * What was found.
     *
     * @param archived accepted rows of the archive
     * @param trusted rows from the cutover on
     * @param missing accepted rows that are not trusted
     * @param surplus trusted rows that were not accepted
     */
    public record Compared(String day, long archived, long trusted, long missing, long surplus) {
        /** Whether both are the same rows. */
        public boolean isEqual() {
            return missing == 0 && surplus == 0;
        }
    }

    private static final String SIDE = "_side";
    private static final String MORE = "_more";

    private final Lake lake;
    private final SystemTables tables;

    public DayEquality(Lake lake) {
        this.lake = requireNonNull(lake, "lake is null");
        this.tables = new SystemTables(lake);
    }

    /**
     * Compares a day.
     *
     * @param source at the version with which its stream was begun
     * @param label such as 2026-06-28, UTC
     */
    public Compared compare(SparkSession session, Source source, String label) {
        Partition day = StreamDays.parse(label);
        Column[] columns = new StreamColumns(source).selected();
        Dataset<Row> archived = archived(session, source, day).select(columns).withColumn(SIDE, lit(1));
        Dataset<Row> trusted = trusted(session, source, day).select(columns).withColumn(SIDE, lit(-1));
        Column[] row = Stream.of(archived.columns())
                .filter(column -> !column.equals(SIDE))
                .map(Typing::quoted)
                .toArray(Column[]::new);
        Column more = col(MORE);
        Row found = archived.unionByName(trusted)
                .groupBy(row)
                .agg(
                        sum(when(col(SIDE).gt(0), 1L).otherwise(0L)).as(SIDE),
                        sum(col(SIDE)).as(MORE))
                .agg(
                        total(col(SIDE)),
                        total(col(SIDE).minus(more)),
                        total(greatest(more, lit(0L))),
                        total(greatest(more.unary_$minus(), lit(0L))))
                .head();
        return new Compared(label, found.getLong(0), found.getLong(1), found.getLong(2), found.getLong(3));
    }

    private static Column total(Column each) {
        return coalesce(sum(each), lit(0L));
    }

    private Dataset<Row> archived(SparkSession session, Source source, Partition day) {
        Table table = lake.load(TableNames.events(source.name()));
        return DecidedRows.of(
                        session,
                        source.name(),
                        String.valueOf(table.currentSnapshot().snapshotId()),
                        tables.rejectedRanges().scan(Expressions.equal("source", source.name())))
                .between(day.start(), day.end())
                .filter(DecidedRows.counts());
    }

    private Dataset<Row> trusted(SparkSession session, Source source, Partition day) {
        Table table = lake.load(TableNames.trusted(source.name()));
        Dataset<Row> rows = session.read()
                .option("snapshot-id", table.currentSnapshot().snapshotId())
                .table(Lake.CATALOG + "." + TableNames.trusted(source.name()))
                .filter(col(SystemColumns.PARTITION).equalTo(day.label()));
        return source.cutover() == null
                ? rows
                : rows.filter(col(SystemColumns.EVENT_TIME)
                        .geq(timestamp_millis(lit(source.cutover().toEpochMilli()))));
    }
}
