package io.sluice.activities.certify;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.archive.ArchiveColumns;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.CertificationRow;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.model.Source;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** From when on a stream has every event, as far as its archive shows. */
final class History {
    private History() {}

    /**
     * The first row of a source in {@code sluice.certifications}. A source partition that was read from its first offset on misses
     * nothing. Of another one, what came before the first record had reached that record's time or less: it may miss
     * events up to the allowed lateness after that.
     */
    static CertificationRow begin(SparkSession session, Source source, String snapshotId, Instant at) {
        List<Row> partitions = session.read()
                .option("snapshot-id", snapshotId)
                .table(Lake.CATALOG + "." + TableNames.events(source.name()))
                .filter(col(ArchiveColumns.KIND).isin(Stamped.Kind.EVENT.name(), Stamped.Kind.TICK.name()))
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
        Instant cutover = source.cutover();
        // Days between the cutover and the first event had none.
        long first = whole && cutover != null ? Math.min(reached, cutover.toEpochMilli()) : reached;
        return new CertificationRow(
                source.name(),
                "",
                snapshotId,
                List.of(),
                whole ? Long.MIN_VALUE : reached + source.allowedLateness().toMillis(),
                StreamDays.at(Math.max(first, StreamDays.FIRST)).label(),
                at);
    }
}
