package io.sluice.workflows.online;

/**
 * Result of {@code OnlineMaterialization}.
 *
 * @param asOf ISO instant
 */
public record OnlineMaterializationResult(
        String view, String mode, String release, String asOf, long generation, MaterializationCounts counts) {}
