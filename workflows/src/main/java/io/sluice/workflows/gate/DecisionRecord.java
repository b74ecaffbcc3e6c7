package io.sluice.workflows.gate;

/**
 * One row of {@code sluice.decisions}: every decision, applied or ignored.
 *
 * @param decisionId unique: recording is idempotent by it
 * @param identity claimed, verified or refused
 * @param channel signal, update, timer or start (a reopening)
 * @param effect APPLIED or IGNORED, with why
 * @param at epoch milliseconds
 */
public record DecisionRecord(
        String decisionId,
        String gateId,
        String dataset,
        String partition,
        String snapshotId,
        int attempt,
        String reportHash,
        String by,
        String identity,
        String channel,
        String verb,
        String reason,
        String detail,
        String effect,
        long at) {}
