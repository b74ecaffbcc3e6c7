package io.sluice.definitions.reading;

import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Text;

/** A definition of which only kind and name are read so far. */
public record Draft(String kind, Text name, Fields fields, DefinitionFile file) {}
