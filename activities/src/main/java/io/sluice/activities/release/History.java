package io.sluice.activities.release;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.RecordTable;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.util.SnapshotUtil;

/** Compares a table's own history with the ledger: what another program wrote past the gates is in the one, not in the other. */
public final class History {
    private final Lake lake;
    private final RecordTable<PartitionRow> ledger;

    public History(Lake lake, RecordTable<PartitionRow> ledger) {
        this.lake = lake;
        this.ledger = ledger;
    }

    /** Commits of a snapshot's history that changed rows but that no gate let through, each as one sentence. */
    public List<String> unrecorded(String dataset, long snapshotId) {
        Table table = lake.load(TableNames.parse(dataset));
        Set<String> published = ledger.scan(Expressions.equal("dataset", dataset)).stream()
                .filter(row -> row.state().equals(PartitionRow.PUBLISHED))
                .map(PartitionRow::snapshotId)
                .collect(Collectors.toSet());
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
