package io.sluice.activities.release;

import io.sluice.activities.release.certified.Certification;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.definitions.model.View;
import io.sluice.workflows.registry.DefinitionRef;
import java.util.List;
import java.util.Map;

/**
 * A release before it has a name: all that it consists of, checked.
 *
 * @param view as the run pinned it
 * @param tables table name to snapshot id, the view's own table included
 * @param partitions the ledger rows that contribute
 * @param results how the gates of those ended
 * @param streams of the sources that are streams, where a day of them contributes
 */
record Draft(
        View view,
        Certification certification,
        List<DefinitionRef> definitions,
        Map<String, Long> tables,
        List<PartitionRow> partitions,
        List<GateResultRow> results,
        List<ReleasedStream> streams) {
    Draft {
        definitions = List.copyOf(definitions);
        partitions = List.copyOf(partitions);
        results = List.copyOf(results);
        streams = List.copyOf(streams);
    }
}
