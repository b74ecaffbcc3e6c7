/**
 * One reader for each kind of definition: from YAML with places to the model, every default filled in, every error
 * reported. Used by {@link io.sluice.definitions.reading.ProjectParser}, which holds the order; nobody else needs it.
 */
@NullMarked
package io.sluice.definitions.reading;

import org.jspecify.annotations.NullMarked;
