package io.sluice.activities.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_millis;

import io.sluice.activities.ingest.late.LateDelivery;
import io.sluice.activities.ingest.mend.Mending;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.landing.Deliveries;
import io.sluice.activities.landing.LandingColumns;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.ingest.StageRequest;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The typed rows that a partition is made of: those of its own delivery, and the late ones that came with others. */
final class DeliveredRows {
    private final Lake lake;
    private final Source source;
    private final String location;
    private final Partition window;
    private final Mending mending;
    private final StageRequest request;

    DeliveredRows(Lake lake, Source source, String location, Partition window, Mending mending, StageRequest request) {
        this.lake = lake;
        this.source = source;
        this.location = location;
        this.window = window;
        this.mending = mending;
        this.request = request;
    }

    Dataset<Row> typed(SparkSession session, List<LateDelivery> late) {
        late.forEach(this::require);
        Column wanted = delivered(request.partition(), request.landed().deliveryId());
        Column counts = col(LandingColumns.DELIVERY).equalTo(request.landed().deliveryId());
        for (LateDelivery delivery : late) {
            wanted = wanted.or(delivered(delivery.partition(), delivery.delivery()));
            counts = counts.or(ofWindow(delivery));
        }
        Dataset<Row> landed = session.read()
                .option("snapshot-id", snapshot(late))
                .table(Lake.CATALOG + "." + request.landed().table())
                .filter(wanted);
        Dataset<Row> typed = new TypedRows(source, location, mending).of(landed);
        return late.isEmpty() ? typed : typed.filter(counts);
    }

    private static Column delivered(String partition, String delivery) {
        return col(LandingColumns.PARTITION)
                .equalTo(partition)
                .and(col(LandingColumns.DELIVERY).equalTo(delivery));
    }

    /** The rows that were late there and belong here; those that could not be read stay there. */
    private Column ofWindow(LateDelivery delivery) {
        Column time = col(SystemColumns.EVENT_TIME);
        return col(LandingColumns.DELIVERY)
                .equalTo(delivery.delivery())
                .and(col(LandingColumns.CORRUPT).isNull())
                .and(time.isNotNull())
                .and(time.geq(timestamp_millis(lit(window.start()))))
                .and(time.lt(timestamp_millis(lit(Math.min(window.end(), delivery.before())))));
    }

    /** Deliveries never change, so a later snapshot holds the same rows of this one, and those of the others. */
    private String snapshot(List<LateDelivery> late) {
        return late.isEmpty()
                ? request.landed().snapshotId()
                : String.valueOf(lake.load(TableNames.parse(request.landed().table()))
                        .currentSnapshot()
                        .snapshotId());
    }

    private void require(LateDelivery delivery) {
        if (new Deliveries(lake, source.name()).find(delivery.delivery()).isEmpty()) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Cannot stage %s of source %s: the late rows that came with %s are no longer in landing (delivery %s);"
                                    .formatted(
                                            request.partition(),
                                            source.name(),
                                            delivery.partition(),
                                            delivery.delivery())
                            + " ingest " + delivery.partition() + " again first",
                    FailureTypes.NOT_FOUND);
        }
    }
}
