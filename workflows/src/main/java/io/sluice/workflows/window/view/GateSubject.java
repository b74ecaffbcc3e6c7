package io.sluice.workflows.window.view;

/**
 * What a gate is about.
 *
 * @param gateId the gate's workflow id
 * @param reportUri empty until the audit has ended
 * @param reportHash empty until the audit has ended
 */
public record GateSubject(
        String gateId,
        String gate,
        String dataset,
        String partition,
        String snapshotId,
        int attempt,
        String reportUri,
        String reportHash) {
    /** Before the input has been read. */
    public static GateSubject unknown(String gateId) {
        return new GateSubject(gateId, "", "", "", "", 0, "", "");
    }

    /** The subject with the report of its audit. */
    public GateSubject reported(String uri, String hash) {
        return new GateSubject(gateId, gate, dataset, partition, snapshotId, attempt, uri, hash);
    }
}
