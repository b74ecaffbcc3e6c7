package io.sluice.activities.certify;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.archive.ArchiveColumns;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.lane.CertificationRow;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.model.Source;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** From when on a stream has every event, as far as its archive shows. */
final class History {
    /** Longer than this without a row is no quiet time: some record has a wrong clock. */
    private static final long LONGEST_QUIET_DAYS = 366;

    private static final String AGAIN = "_again";

    private History() {}

    /**
     * The first row of a source in {@code sluice.certifications}. A source partition that was read from its first offset on misses
     * nothing. Of another one, what came before the first record had reached that record's time or less: it may miss
     * events up to the allowed lateness after that. Nothing is certified before a cutover: that is for the batch lane.
     */
    static CertificationRow begin(SparkSession session, Source source, String snapshotId, Instant at) {
        Dataset<Row> archived = archived(session, source, snapshotId);
        List<Row> partitions = heard(archived)
                .groupBy(ArchiveColumns.SOURCE_PARTITION)
                .agg(
                        unix_millis(min(ArchiveColumns.REACHED)),
                        min(when(
                                col(ArchiveColumns.KIND).equalTo(lit(Stamped.Kind.EVENT.name())),
                                col(ArchiveColumns.SOURCE_OFFSET))))
                .collectAsList();
        boolean whole = partitions.stream().allMatch(row -> row.isNullAt(2) || row.getLong(2) == 0);
        long reached = partitions.stream()
                .filter(row -> !row.isNullAt(1))
                .mapToLong(row -> row.getLong(1))
                .max()
                .orElseThrow();
        return new CertificationRow(
                source.name(),
                "",
                snapshotId,
                List.of(),
                whole ? Long.MIN_VALUE : reached + source.allowedLateness().toMillis(),
                StreamDays.at(Math.max(first(source, archived, whole, reached), StreamDays.FIRST))
                        .label(),
                at);
    }

    /** Days between the cutover and the first event had none. */
    private static long first(Source source, Dataset<Row> archived, boolean whole, long reached) {
        Instant cutover = source.cutover();
        if (cutover != null) {
            return whole ? cutover.toEpochMilli() : Math.max(reached, cutover.toEpochMilli());
        }
        return Math.max(reached, firstRow(archived).orElseGet(() -> newest(archived)));
    }

    /** The first day of rows that count, behind whatever only a wrong clock can have put long before all others. */
    private static OptionalLong firstRow(Dataset<Row> archived) {
        List<Long> days =
                archived.filter(DecidedRows.counts()).select(StreamDays.number()).distinct().collectAsList().stream()
                        .map(row -> row.getLong(0))
                        .sorted(Comparator.reverseOrder())
                        .toList();
        for (int i = 1; i < days.size(); i++) {
            if (days.get(i - 1) - days.get(i) > LONGEST_QUIET_DAYS) {
                return OptionalLong.of(StreamDays.start(days.get(i - 1)));
            }
        }
        return days.isEmpty() ? OptionalLong.empty() : OptionalLong.of(StreamDays.start(days.get(days.size() - 1)));
    }

    /** Where no row counts, days that are over need not be asked about. */
    private static long newest(Dataset<Row> archived) {
        return heard(archived)
                .agg(unix_millis(max(ArchiveColumns.REACHED)))
                .head()
                .getLong(0);
    }

    /**
     * The first instant after which no record is missing that was lost from the log: what a source partition lost had at most the
     * time that it had reached with the first record that is there again, in a partition of the log. Empty without losses.
     *
     * @param gaps by partition of the log, the first offsets after the losses
     */
    static OptionalLong completeAfter(
            SparkSession session, Source source, String snapshotId, Map<Integer, List<Long>> gaps) {
        Dataset<Row> heard = heard(archived(session, source, snapshotId));
        return gaps.entrySet().stream()
                .flatMap(partition -> partition.getValue().stream()
                        .map(end -> heard.filter(col(ArchiveColumns.LOG_PARTITION)
                                .equalTo(partition.getKey())
                                .and(col(ArchiveColumns.LOG_OFFSET).geq(end))
                                // what was decided again is of a time before
                                .and(col(ArchiveColumns.DECIDES).isNull()))))
                .map(since -> since.groupBy(ArchiveColumns.SOURCE_PARTITION)
                        .agg(min(ArchiveColumns.REACHED).as(AGAIN))
                        .agg(unix_millis(max(AGAIN)))
                        .head())
                .filter(row -> !row.isNullAt(0))
                .mapToLong(row -> row.getLong(0) + 1)
                .max();
    }

    private static Dataset<Row> archived(SparkSession session, Source source, String snapshotId) {
        return session.read()
                .option("snapshot-id", snapshotId)
                .table(Lake.CATALOG + "." + TableNames.events(source.name()));
    }

    private static Dataset<Row> heard(Dataset<Row> archived) {
        return archived.filter(col(ArchiveColumns.KIND).isin(Stamped.Kind.EVENT.name(), Stamped.Kind.TICK.name()));
    }
}
