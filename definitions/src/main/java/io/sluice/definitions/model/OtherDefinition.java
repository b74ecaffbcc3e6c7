package io.sluice.definitions.model;

import java.util.Map;

/** A definition of a kind that is parsed and registered but that nothing here interprets yet, such as an annotation. */
public record OtherDefinition(String kind, String name, Map<String, Object> fields) {}
