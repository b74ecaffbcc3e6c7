package io.sluice.definitions.project;

/** One YAML file of a project. {@code path} is relative to the project's folder and is shown in errors. */
public record DefinitionFile(String path, String text) {}
