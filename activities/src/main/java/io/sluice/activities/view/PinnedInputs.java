package io.sluice.activities.view;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.view.engine.TrustedSnapshot;
import io.sluice.definitions.changepoint.ViewPlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * The current snapshots of the trusted tables that a view is computed from, each table loaded once.
 *
 * @param snapshots in the order of the plan's sources; a source without a snapshot has no rows and is not among them
 */
record PinnedInputs(List<TrustedSnapshot> snapshots) {
    PinnedInputs {
        snapshots = List.copyOf(snapshots);
    }

    /** What holds now. */
    static PinnedInputs of(Lake lake, ViewPlan plan) {
        List<TrustedSnapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < plan.sources().size(); i++) {
            int source = i;
            TableIdentifier name =
                    TableNames.trusted(plan.sources().get(i).source().name());
            lake.find(name)
                    .filter(table -> table.currentSnapshot() != null)
                    .ifPresent(table -> snapshots.add(new TrustedSnapshot(
                            source,
                            table,
                            name.toString(),
                            table.currentSnapshot().snapshotId())));
        }
        return new PinnedInputs(snapshots);
    }

    /** Each as {@code table@snapshot}, as summaries and comparisons tell it. */
    List<String> names() {
        return snapshots.stream()
                .map(input -> input.name() + "@" + input.snapshotId())
                .toList();
    }
}
