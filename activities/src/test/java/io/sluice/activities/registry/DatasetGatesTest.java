package io.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.gate.DatasetGates;
import io.sluice.activities.release.certified.CertifiedRuns;
import io.sluice.workflows.registry.DefinitionRef;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Which gate a dataset has to cross is what was registered, at the version that a run pinned. */
final class DatasetGatesTest extends RegistryScenario {
    @Test
    void isThatOfTheDefinitionThatMakesTheDataset() throws IOException {
        apply();
        DatasetGates gates = new RegisteredDefinitions(registry, new CertifiedRuns(lake, tables), COMPILER);
        DefinitionRef orders = ref("source", "orders");
        DefinitionRef activity = ref("view", "activity");
        assertThat(gates.gate(orders, "trusted.orders")).contains("orders_ok");
        assertThat(gates.gate(activity, "views.activity_v1")).contains("implicit");

        assertThat(gates.gate(orders, "trusted.other")).isEmpty();
        assertThat(gates.gate(activity, "views.activity_v2")).isEmpty();
        assertThat(gates.gate(ref("gate", "orders_ok"), "trusted.orders")).isEmpty();
        assertThat(gates.gate(new DefinitionRef("source", "orders", "v1", "forged"), "trusted.orders"))
                .isEmpty();
        assertThat(gates.gate(new DefinitionRef("source", "lax", "v1", "f"), "trusted.lax"))
                .isEmpty();
    }
}
