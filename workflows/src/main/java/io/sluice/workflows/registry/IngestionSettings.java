package io.sluice.workflows.registry;

/**
 * What a run of {@code BatchIngestion} pins when it starts.
 *
 * @param gate the gate's name; {@code implicit} for a source that names none
 * @param inputLocation the file or folder that will be read
 */
public record IngestionSettings(
        DefinitionRef source,
        String gate,
        String partition,
        String inputLocation,
        int maxAttempts,
        boolean failOnReject,
        boolean preventSelfApproval,
        int keepDays) {}
