package io.sluice.workflows.registry;

/**
 * A definition at a version, as a run pins it.
 *
 * @param kind entity, source, feature, view or gate
 * @param version v1, v2, …
 * @param fingerprint SHA-256 of the canonical form, lower-case hexadecimal
 */
public record DefinitionRef(String kind, String name, String version, String fingerprint) {}
