package io.sluice.definitions.reading.feature;

import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.yaml.Fields;
import org.jspecify.annotations.Nullable;

/**
 * A feature as it is read.
 *
 * @param type of the finished value; null for a derived feature, whose type depends on its view, and after an error
 */
public record TypedFeature(
        Feature feature, Fields fields, @Nullable DataType type) {}
