package io.sluice.activities.gate;

import io.sluice.activities.lake.Publication;
import io.sluice.activities.table.PartitionRow;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.KeepRequest;
import io.sluice.workflows.gate.PublishRequest;
import io.sluice.workflows.registry.DefinitionRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The rows of {@code sluice.partitions} that a decision about a candidate makes: one per partition it replaces. */
final class LedgerRows {
    private LedgerRows() {}

    static List<PartitionRow> published(
            PublishRequest request, Map<String, Long> rows, String outcome, Publication done, Instant at) {
        return rows.entrySet().stream()
                .map(partition -> new PartitionRow(
                        request.candidate().dataset(),
                        partition.getKey(),
                        request.candidate().partition(),
                        PartitionRow.PUBLISHED,
                        request.candidate().snapshotId(),
                        request.candidate().baseSnapshotId(),
                        String.valueOf(done.snapshotId()),
                        done.sequence(),
                        request.candidate().run(),
                        request.candidate().attempt(),
                        request.gate().attempt(),
                        partition.getValue(),
                        total(rows),
                        request.candidate().quarantined(),
                        request.candidate().duplicates(),
                        text(request.definition()),
                        request.definition().fingerprint(),
                        request.gate().gate(),
                        outcome,
                        request.gate().reportHash(),
                        request.workflowId(),
                        request.requestedBy(),
                        at))
                .toList();
    }

    static List<PartitionRow> rejected(KeepRequest request, Map<String, Long> rows, Instant at) {
        return rows.entrySet().stream()
                .map(partition -> rejected(request, partition.getKey(), partition.getValue(), total(rows), at))
                .toList();
    }

    private static PartitionRow rejected(KeepRequest request, String partition, long rows, long total, Instant at) {
        Candidate candidate = request.candidate();
        return new PartitionRow(
                candidate.dataset(),
                partition,
                candidate.partition(),
                PartitionRow.REJECTED,
                candidate.snapshotId(),
                candidate.baseSnapshotId(),
                "",
                0,
                candidate.run(),
                candidate.attempt(),
                request.gate().attempt(),
                rows,
                total,
                candidate.quarantined(),
                candidate.duplicates(),
                text(request.definition()),
                request.definition().fingerprint(),
                request.gate().gate(),
                request.gate().outcome(),
                request.gate().reportHash(),
                request.workflowId(),
                null,
                at);
    }

    /** {@code source/online_retail/v1}. */
    static String text(DefinitionRef definition) {
        return definition.kind() + "/" + definition.name() + "/" + definition.version();
    }

    private static long total(Map<String, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
