package io.sluice.definitions.model;

/** A named, typed column. */
public record Column(String name, DataType type) {}
