package io.sluice.workflows.gate.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a gate ended.
 *
 * @param gateVersion at which its expectations and policy were read, {@code v1}; null in results of earlier releases
 * @param outcome PASS, PASS_WITH_WARNINGS, WAIVED, REJECTED or REMEDIATED
 * @param strategy of a remediation; empty otherwise
 * @param rules the rules that a decision named
 * @param path of a REINGEST; the name of a PATCH or a FIXER; null otherwise
 * @param reportHash SHA-256 of the report, lower-case hexadecimal
 */
public record GateResult(
        String gate,
        @Nullable String gateVersion,
        String dataset,
        String partition,
        String snapshotId,
        int attempt,
        String outcome,
        String strategy,
        List<String> rules,
        @Nullable String path,
        String reportHash,
        String reportUri,
        String decidedBy,
        String reason,
        List<String> failed) {}
