package io.sluice.definitions.model;

import java.io.Serializable;

/** A named, typed column. */
public record Column(String name, DataType type) implements Serializable {}
