package io.sluice.activities.gate;

import io.sluice.activities.table.RecordTable;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.GateOutcomes;
import io.sluice.workflows.gate.audit.GateResult;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.apache.iceberg.expressions.Expressions;

/** Decides from {@code sluice.gate_results} alone whether a candidate may be published: nobody's word counts. */
final class Certificates {
    private final RecordTable<GateResultRow> results;

    Certificates(RecordTable<GateResultRow> results) {
        this.results = results;
    }

    /** Every result on record for a snapshot. */
    List<GateResultRow> of(String dataset, String snapshotId) {
        return results.scan(Expressions.equal("snapshot_id", snapshotId)).stream()
                .filter(row -> row.dataset().equals(dataset))
                .toList();
    }

    /**
     * The result that allows publishing.
     *
     * @param gate the one that this dataset has to cross: what other gates say about it does not count
     * @throws ApplicationFailure NotCertified, with what is on record instead
     */
    GateResultRow require(Candidate candidate, String gate, GateResult claimed) {
        if (!claimed.snapshotId().equals(candidate.snapshotId())
                || !claimed.dataset().equals(candidate.dataset())) {
            throw refused(
                    candidate,
                    "the gate result handed in is about snapshot " + claimed.snapshotId() + " of " + claimed.dataset());
        }
        if (!claimed.gate().equals(gate)) {
            throw refused(candidate, "it has to cross gate " + gate + ", not " + claimed.gate());
        }
        List<GateResultRow> recorded = of(candidate.dataset(), candidate.snapshotId()).stream()
                .filter(row -> row.gate().equals(gate))
                .toList();
        if (recorded.isEmpty()) {
            throw refused(candidate, "no gate result is on record of gate " + gate);
        }
        List<GateResultRow> ofAttempt = recorded.stream()
                .filter(row -> row.attempt() == claimed.attempt())
                .toList();
        if (ofAttempt.isEmpty()) {
            throw refused(
                    candidate,
                    "no gate result is on record for attempt " + claimed.attempt() + ", only for "
                            + recorded.stream()
                                    .map(GateResultRow::attempt)
                                    .distinct()
                                    .sorted()
                                    .toList());
        }
        return passing(candidate, claimed, ofAttempt);
    }

    private static GateResultRow passing(Candidate candidate, GateResult claimed, List<GateResultRow> ofAttempt) {
        for (GateResultRow row : ofAttempt) {
            if (!GateOutcomes.CERTIFYING.contains(row.outcome())) {
                throw refused(candidate, "attempt " + claimed.attempt() + " ended " + row.outcome());
            }
        }
        return ofAttempt.stream()
                .filter(row -> row.reportHash().equals(claimed.reportHash()))
                .findFirst()
                .orElseThrow(() -> refused(
                        candidate,
                        "attempt " + claimed.attempt() + " was decided on another report ("
                                + ofAttempt.get(0).reportHash() + ", not " + claimed.reportHash() + ")"));
    }

    private static ApplicationFailure refused(Candidate candidate, String why) {
        return ApplicationFailure.newNonRetryableFailure(
                "Snapshot " + candidate.snapshotId() + " of " + candidate.dataset() + " is not published: " + why
                        + "; let its gate PASS it, or approve it",
                FailureTypes.NOT_CERTIFIED);
    }
}
