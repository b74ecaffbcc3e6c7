package io.sluice.workflows.certify;

import io.sluice.workflows.registry.DefinitionRef;

/**
 * Asks for a candidate: the accepted rows of one day.
 *
 * @param day such as 2026-06-28, UTC
 * @param run names the candidates of this day, archive and run
 */
public record CertificationRequest(DefinitionRef source, String day, ArchivePin archive, String run, int attempt) {}
