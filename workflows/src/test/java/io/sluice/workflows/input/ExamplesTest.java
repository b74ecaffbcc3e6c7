package io.sluice.workflows.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.Sluice;
import io.sluice.workflows.decision.DecisionReader;
import io.sluice.workflows.decision.Verb;
import io.sluice.workflows.gate.QualityGateInput;
import io.sluice.workflows.ingest.BatchIngestionInput;
import io.sluice.workflows.online.OnlineMaterializationInput;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.release.MergedViewPublishInput;
import io.sluice.workflows.reprocess.QuarantineReprocessInput;
import io.sluice.workflows.view.ViewUpdateInput;
import io.temporal.common.converter.RawValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of the documentation are valid, and none is missing. */
final class ExamplesTest {
    private static final Map<String, Class<? extends Record>> WORKFLOWS = new LinkedHashMap<>();

    static {
        WORKFLOWS.put("ApplyDefinitions", ApplyDefinitionsInput.class);
        WORKFLOWS.put("BatchIngestion", BatchIngestionInput.class);
        WORKFLOWS.put("QualityGate", QualityGateInput.class);
        WORKFLOWS.put("QuarantineReprocess", QuarantineReprocessInput.class);
        WORKFLOWS.put("ViewUpdate", ViewUpdateInput.class);
        WORKFLOWS.put("MergedViewPublish", MergedViewPublishInput.class);
        WORKFLOWS.put("OnlineMaterialization", OnlineMaterializationInput.class);
    }

    @Test
    void everyWorkflowHasAValidOne() {
        assertThat(Examples.names("workflows")).containsExactlyElementsOf(WORKFLOWS.keySet());
        WORKFLOWS.forEach((name, type) -> assertThat((Record) InputReader.read(name, type, example(name), null))
                .isNotNull());
    }

    @Test
    void everySignalHasAValidOne() {
        assertThat(Examples.names("signals")).containsExactlyElementsOf(Verb.names());
        for (Verb verb : Verb.values()) {
            assertThat(DecisionReader.signal(verb, example(verb.typed()), null).verb())
                    .isEqualTo(verb);
        }
    }

    @Test
    void everyUpdateAndQueryHasAValidOne() {
        assertThat(Examples.names("updates")).containsExactly("decide");
        assertThat(DecisionReader.update(example("decide"), null).verb()).isEqualTo(Verb.REMEDIATE);
        assertThat(Examples.names("queries")).containsExactly("status", "decisions");
    }

    private static RawValue example(String name) {
        return Sluice.json(Examples.of(name).orElseThrow());
    }
}
