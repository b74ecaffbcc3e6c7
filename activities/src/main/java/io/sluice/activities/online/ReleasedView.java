package io.sluice.activities.online;

import io.sluice.definitions.changepoint.ViewPlan;
import java.util.Map;

/**
 * A release of a view with the definitions it was computed by.
 *
 * @param release for example {@code customer_activity@v1-000001}
 * @param definitionVersion of the view, for example v1
 * @param table for example {@code views.customer_activity_v1}
 * @param certifiedThrough epoch milliseconds
 * @param featureVersions by feature name
 * @param snapshots table name to snapshot id, of every table that the release names
 */
public record ReleasedView(
        String view,
        String release,
        long number,
        String definitionVersion,
        String table,
        String snapshotId,
        long certifiedThrough,
        ViewPlan plan,
        Map<String, String> featureVersions,
        Map<String, String> snapshots) {
    public ReleasedView {
        featureVersions = Map.copyOf(featureVersions);
        snapshots = Map.copyOf(snapshots);
    }
}
