package io.sluice.definitions.project;

/**
 * One YAML file of a project.
 *
 * @param path relative to the project's folder; shown in errors
 * @param text with U+FFFD where bytes are not UTF-8, which is an error with its place
 */
public record DefinitionFile(String path, String text) {}
