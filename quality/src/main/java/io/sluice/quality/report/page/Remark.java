package io.sluice.quality.report.page;

import java.time.Instant;

/**
 * Something that a person did about a candidate.
 *
 * @param identity claimed or verified
 * @param verb with its strategy, if any
 * @param effect APPLIED, or IGNORED with why
 */
public record Remark(Instant at, String by, String identity, String verb, String reason, int attempt, String effect) {}
