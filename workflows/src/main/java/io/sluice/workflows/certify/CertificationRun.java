package io.sluice.workflows.certify;

import io.sluice.workflows.registry.DefinitionRef;

/** A run that has dealt with everything there was in a state of the archive. */
public record CertificationRun(DefinitionRef source, ArchivePin archive, String run) {}
