package io.sluice.activities.ingest.late;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_millis;

import io.sluice.activities.ingest.Refusal;
import io.sluice.activities.ingest.StagingColumns;
import io.sluice.activities.ingest.StagingColumns.Status;
import io.sluice.definitions.model.Source.Partitioning;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.time.Partition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * The late rows of a delivery and the partitions that they belong to, which are few: a clock that is off by years shall not have
 * thousands of partitions staged again.
 *
 * @param rows all rows with their status, late ones beyond the limit refused
 * @param partitions labels in order
 */
public record LateRows(Dataset<Row> rows, List<String> partitions) {
    /** The most partitions that one delivery brings late rows for. */
    public static final int MOST = 366;

    /** Finds them among rows with their status. Runs a Spark job. */
    public static LateRows of(Dataset<Row> decided, Partition window) {
        Partitioning partitioning = window.partitioning();
        List<String> labels = new ArrayList<>(decided.filter(late())
                .select(label(partitioning).as("label"))
                .distinct()
                .orderBy(col("label").desc())
                .limit(MOST + 1)
                .as(Encoders.STRING())
                .collectAsList());
        Dataset<Row> rows = decided;
        if (labels.size() > MOST) {
            labels.remove(MOST);
            Column tooOld = late().and(before(Partition.parse(labels.get(MOST - 1), partitioning)));
            rows = beyond().of(decided, tooOld);
        }
        Collections.reverse(labels);
        return new LateRows(rows, List.copyOf(labels));
    }

    private static Refusal beyond() {
        return new Refusal(
                "late_partitions",
                "a late row of none of the last " + MOST + " partitions that late rows of this delivery belong to");
    }

    private static Column before(Partition oldest) {
        return col(SystemColumns.EVENT_TIME).lt(timestamp_millis(lit(oldest.start())));
    }

    private static Column late() {
        return col(StagingColumns.STATUS).equalTo(Status.LATE.name());
    }

    private static Column label(Partitioning partitioning) {
        UDF1<Long, String> label = millis -> Partition.at(millis, partitioning).label();
        return udf(label, DataTypes.StringType).apply(unix_millis(col(SystemColumns.EVENT_TIME)));
    }
}
