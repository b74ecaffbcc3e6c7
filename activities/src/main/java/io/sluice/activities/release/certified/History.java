package io.sluice.activities.release.certified;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.PartitionRow;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/** Compares a table's own history with the ledger: what another program wrote past the gates is in the one, not in the other. */
public final class History {
    private final Lake lake;
    private final LedgerView ledger;

    /** What is published after the ledger was read is not in it, and told as unrecorded. */
    public History(Lake lake, LedgerView ledger) {
        this.lake = requireNonNull(lake, "lake is null");
        this.ledger = requireNonNull(ledger, "ledger is null");
    }

    /** Commits of a snapshot's history that changed rows but that no gate let through, each as one sentence. */
    public List<String> unrecorded(String dataset, long snapshotId) {
        Table table = lake.load(TableNames.parse(dataset));
        Set<String> published =
                ledger.published(dataset).stream().map(PartitionRow::snapshotId).collect(Collectors.toSet());
        return StreamSupport.stream(
                        SnapshotUtil.ancestorsOf(snapshotId, table::snapshot).spliterator(), false)
                .filter(History::changesRows)
                .filter(snapshot -> !published.contains(audited(snapshot)))
                .map(snapshot ->
                        "Table %s holds snapshot %d, which no gate on record let through: wait if a publication is under way; if another program wrote it, roll the table back to before it"
                                .formatted(dataset, snapshot.snapshotId()))
                .toList();
    }

    /** Compaction rewrites files, not rows. */
    private static boolean changesRows(Snapshot snapshot) {
        return !Objects.equals(snapshot.operation(), DataOperations.REPLACE);
    }

    /** The staged snapshot that a gate saw: the one that was picked, or this one itself. */
    private static String audited(Snapshot snapshot) {
        return snapshot.summary()
                .getOrDefault(SnapshotSummary.SOURCE_SNAPSHOT_ID_PROP, String.valueOf(snapshot.snapshotId()));
    }
}
