package io.sluice.activities.training;

import io.sluice.activities.training.labels.LabelChecks.Found;
import io.sluice.activities.training.labels.Labels;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gives labels the features that they may see: the labels' rows with the values of every view, in no order. */
interface Features {
    Dataset<Row> join(Labels labels, Found found, List<JoinedView> views);

    /** {@code table@snapshot} of what was read of a view beside its release; empty for none. */
    String readOf(JoinedView view);
}
