package io.sluice.workflows.certify;

import java.util.List;

/**
 * Result of {@code StreamCertification}.
 *
 * @param days how many were staged
 * @param rows of the published ones
 * @param archived up to where the log was looked at: {@code <log partition>:<first offset that was not archived>}
 * @param newest the last days that were dealt with
 * @param sentence what there was to certify, and why not more
 */
public record StreamCertificationResult(
        String source,
        long days,
        long published,
        long rejected,
        long rows,
        List<String> archived,
        List<CertifiedDay> newest,
        String sentence) {}
