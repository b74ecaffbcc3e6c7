package io.sluice.activities.gate;

import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.RejectedCandidate;
import io.sluice.workflows.gate.ReopenRequest;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.List;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;

/** Finds candidates that a person rejected and that may be taken up again. */
final class RejectedCandidates {
    private final SystemTables tables;
    private final Certificates certificates;
    private final WriteAuditPublish lake;
    private final Clock clock;

    RejectedCandidates(SystemTables tables, Certificates certificates, WriteAuditPublish lake, Clock clock) {
        this.tables = tables;
        this.certificates = certificates;
        this.lake = lake;
        this.clock = clock;
    }

    RejectedCandidate find(ReopenRequest request, long snapshotId) {
        List<PartitionRow> rejected = tables
                .partitions()
                .scan(Expressions.and(
                        Expressions.equal("snapshot_id", request.snapshotId()),
                        Expressions.equal("state", PartitionRow.REJECTED)))
                .stream()
                .filter(row -> row.dataset().equals(request.dataset()))
                .filter(row -> row.candidate().equals(request.partition()))
                .toList();
        if (rejected.isEmpty()) {
            throw notFound(request, "it was never rejected");
        }
        requireKept(request, snapshotId);
        PartitionRow row = rejected.get(0);
        if (!row.fingerprint().equals(request.definition().fingerprint())) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Snapshot " + request.snapshotId() + " of " + request.dataset() + " was staged under "
                            + row.definition() + ", which has changed since: ingest the partition again",
                    FailureTypes.STALE_CANDIDATE);
        }
        return new RejectedCandidate(candidate(rejected), lastAttempt(request));
    }

    private void requireKept(ReopenRequest request, long snapshotId) {
        TableIdentifier table = TableNames.parse(request.dataset());
        if (lake.findPublished(table, snapshotId).isPresent()) {
            throw notFound(request, "it was reopened and published already");
        }
        if (!lake.isKept(table, snapshotId, clock.millis())) {
            throw notFound(request, "it is no longer kept");
        }
    }

    private int lastAttempt(ReopenRequest request) {
        return certificates.of(request.dataset(), request.snapshotId()).stream()
                .mapToInt(GateResultRow::attempt)
                .max()
                .orElseThrow(() -> notFound(request, "no gate result is on record"));
    }

    private static Candidate candidate(List<PartitionRow> rows) {
        PartitionRow row = rows.get(0);
        return new Candidate(
                row.dataset(),
                row.candidate(),
                row.snapshotId(),
                row.baseSnapshotId(),
                row.run(),
                row.attempt(),
                row.candidateRows(),
                row.quarantined(),
                row.duplicates(),
                rows.stream().map(PartitionRow::partition).distinct().sorted().toList());
    }

    private static ApplicationFailure notFound(ReopenRequest request, String why) {
        return ApplicationFailure.newNonRetryableFailure(
                "Snapshot " + request.snapshotId() + " of " + request.dataset() + ", partition " + request.partition()
                        + ", cannot be reopened: " + why + "; start the workflow without reopen",
                FailureTypes.NOT_FOUND);
    }
}
