package io.sluice.activities.gate;

import io.sluice.workflows.registry.DefinitionRef;
import java.util.Optional;

/** What publishing asks of the registry: which gate a dataset has to cross. */
@FunctionalInterface
public interface DatasetGates {
    /**
     * The gate that a definition names for what it makes, {@code implicit} where it names none.
     *
     * @param dataset for example {@code trusted.online_retail} or {@code views.customer_activity_v1}
     * @return empty when this definition is not registered or does not make this dataset
     */
    Optional<String> gate(DefinitionRef definition, String dataset);
}
