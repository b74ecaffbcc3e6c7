package io.sluice.workflows.certify;

import org.jspecify.annotations.Nullable;

/**
 * Input of {@code StreamCertification}.
 *
 * @param through the last day that may be certified, such as 2026-06-28; left out: every closed one
 * @param day only this day, also when it was rejected or has not changed; left out: what is new, and what has changed
 * @param progress what the run has done before its history became too long; not for people
 */
public record StreamCertificationInput(
        String source,
        @Nullable String through,
        @Nullable String day,
        @Nullable String requestedBy,
        @Nullable String reason,
        @Nullable CertificationProgress progress) {}
