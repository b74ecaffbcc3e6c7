package io.sluice.activities.certify;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.archive.ArchiveColumns;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.model.SystemColumns;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The events of an archive, each once, with the verdict that counts: that of the greatest epoch, and REJECTED where a person has
 * rejected its range of the log and no later incarnation has decided it again. Source: contract §8.
 */
final class DecidedRows {
    /** The place in its log partition of a record, which orders it also when it was decided again elsewhere. */
    static final String PLACE = "_place";

    /** The ids of the rejected ranges that a record is in, see {@link #inRejectedRanges}. */
    static final String RANGES = "_ranges";

    private static final String RANK = "_rank";

    private final Dataset<Row> archived;
    private final List<RejectedRangeRow> rejected;

    private DecidedRows(Dataset<Row> archived, List<RejectedRangeRow> rejected) {
        this.archived = archived;
        this.rejected = List.copyOf(rejected);
    }

    /** Those of a snapshot of {@code events.<source>}. */
    static DecidedRows of(SparkSession session, String source, String snapshotId, List<RejectedRangeRow> rejected) {
        Dataset<Row> rows = session.read()
                .option("snapshot-id", snapshotId)
                .table(Lake.CATALOG + "." + TableNames.events(source))
                .filter(col(ArchiveColumns.KIND).isin(Stamped.Kind.EVENT.name(), Stamped.Kind.ADMIT.name()))
                .withColumn(PLACE, coalesce(col(ArchiveColumns.DECIDES), col(ArchiveColumns.LOG_OFFSET)));
        return new DecidedRows(rows, rejected);
    }

    /** Events from an instant on, before another, epoch milliseconds. A record that is decided again keeps its event time. */
    Dataset<Row> between(long start, long end) {
        return verdicts(archived.filter(col(SystemColumns.EVENT_TIME)
                .geq(timestamp_millis(lit(start)))
                .and(col(SystemColumns.EVENT_TIME).lt(timestamp_millis(lit(end))))));
    }

    /** The ranges that count as rejected where no later incarnation has decided them again. */
    List<RejectedRangeRow> rejected() {
        return rejected;
    }

    /** Every decision on an event, older ones too, with the verdict that it had. */
    Dataset<Row> decisions() {
        return archived;
    }

    /**
     * The events that would count if nobody had rejected them: of each the newest decision. {@link #RANGES} has the ids of the ranges
     * that they are in.
     */
    Dataset<Row> inRejectedRanges() {
        Column[] ids = rejected.stream()
                .map(range -> when(isIn(range), lit(range.id())))
                .toArray(Column[]::new);
        Object[] partitions =
                rejected.stream().map(RejectedRangeRow::partition).distinct().toArray();
        return newest(archived.filter(col(ArchiveColumns.LOG_PARTITION).isin(partitions)))
                .filter(counts())
                .withColumn(RANGES, array_compact(array(ids)))
                .filter(size(col(RANGES)).gt(0));
    }

    private Dataset<Row> verdicts(Dataset<Row> rows) {
        return newest(rows)
                .withColumn(
                        ArchiveColumns.VERDICT,
                        when(inRejectedRange().and(counts()), Verdict.REJECTED.name())
                                .otherwise(col(ArchiveColumns.VERDICT)));
    }

    private static Dataset<Row> newest(Dataset<Row> rows) {
        Dataset<Row> newest = rows;
        // Where nothing was decided again, as in most archives, nothing has to be sorted.
        if (!rows.filter(col(ArchiveColumns.DECIDES).isNotNull()).isEmpty()) {
            WindowSpec place = Window.partitionBy(col(ArchiveColumns.LOG_PARTITION), col(PLACE))
                    .orderBy(
                            col(ArchiveColumns.EPOCH).desc(),
                            col(ArchiveColumns.LOG_OFFSET).desc());
            newest = rows.withColumn(RANK, row_number().over(place))
                    .filter(col(RANK).equalTo(1))
                    .drop(RANK);
        }
        return newest;
    }

    /** Whether a person has rejected the record's range, and it was not decided since. */
    Column inRejectedRange() {
        return rejected.stream().map(DecidedRows::isIn).reduce(Column::or).orElse(lit(false));
    }

    /** A range is one of offsets that a gate saw: of a record that had been decided again, those of that decision, not its place. */
    private static Column isIn(RejectedRangeRow range) {
        return col(ArchiveColumns.LOG_PARTITION)
                .equalTo(range.partition())
                .and(col(ArchiveColumns.LOG_OFFSET).geq(range.from()))
                .and(col(ArchiveColumns.LOG_OFFSET).lt(range.to()))
                .and(col(ArchiveColumns.EPOCH).leq(range.epoch()));
    }

    /** Whether the verdict lets the row count. */
    static Column counts() {
        return col(ArchiveColumns.VERDICT)
                .isin(Arrays.stream(Verdict.values())
                        .filter(Verdict::counts)
                        .map(Verdict::name)
                        .toArray());
    }
}
