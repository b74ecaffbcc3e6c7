package io.sluice.activities.gate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.to_date;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.quality.difference.Comparison;
import io.sluice.quality.difference.Difference;
import io.sluice.workflows.gate.audit.AuditRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * What is published now where a candidate would be: the same partition, or, where nothing is, the newest one before it, so that
 * its columns can be compared all the same. Read at the instant of the audit; the report's hash knows nothing of it.
 */
public final class PublishedRows {
    private static final List<String> OURS = List.of(
            SystemColumns.PARTITION,
            SystemColumns.EVENT_TIME,
            SystemColumns.EVENT_ID,
            SystemColumns.RUN,
            SystemColumns.ATTEMPT,
            TableLayouts.DAY);

    private final SparkSession session;
    private final AuditRequest request;
    private final boolean isView;

    public PublishedRows(SparkSession session, AuditRequest request) {
        this.session = session;
        this.request = request;
        this.isView = request.dataset().startsWith("views.");
    }

    /** Empty when nothing is published that could be compared. */
    public Optional<Difference> difference() {
        String table = Lake.CATALOG + "." + request.dataset();
        Dataset<Row> published = session.table(table);
        Dataset<Row> candidate = session.read()
                .option("snapshot-id", request.snapshotId())
                .table(table)
                .filter(asked());
        Dataset<Row> same = published.filter(asked());
        if (!same.isEmpty()) {
            return Optional.of(comparison(same, candidate).withPublished(request.partition() + " as it is published"));
        }
        @Nullable String newest = isView ? null : newestBefore(published);
        return newest == null
                ? Optional.empty()
                : Optional.of(comparison(published.filter(partition(newest)), candidate)
                        .withOthers("%s, because nothing is published for %s".formatted(newest, request.partition())));
    }

    private @Nullable String newestBefore(Dataset<Row> published) {
        return published
                .filter(col(SystemColumns.PARTITION).lt(request.partition()))
                .agg(max(SystemColumns.PARTITION))
                .head()
                .getString(0);
    }

    private Comparison comparison(Dataset<Row> before, Dataset<Row> now) {
        List<String> all = List.of(now.columns());
        List<String> identity = isView
                ? all.subList(0, all.indexOf("carry") + 1)
                : List.of(SystemColumns.EVENT_ID, SystemColumns.EVENT_TIME);
        Stream<String> compared = all.stream().filter(column -> !OURS.contains(column));
        return new Comparison(before, now, identity, compared.toList());
    }

    private Column asked() {
        if (!isView) {
            return partition(request.partition());
        }
        String[] range = request.partition().split("\\.\\.", 2);
        return col(TableLayouts.DAY)
                .geq(to_date(lit(range[0])))
                .and(col(TableLayouts.DAY).leq(to_date(lit(range[range.length - 1]))));
    }

    private static Column partition(String label) {
        return col(SystemColumns.PARTITION).equalTo(label);
    }
}
