package io.sluice.workflows.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.workflows.Sluice;
import io.sluice.workflows.WorkflowTypes;
import io.sluice.workflows.ask.AskInput;
import io.sluice.workflows.certify.StreamCertificationInput;
import io.sluice.workflows.correct.CorrectionInput;
import io.sluice.workflows.decision.DecisionReader;
import io.sluice.workflows.decision.Verb;
import io.sluice.workflows.equality.EqualityCheckInput;
import io.sluice.workflows.gate.QualityGateInput;
import io.sluice.workflows.ingest.BatchIngestionInput;
import io.sluice.workflows.lane.Control;
import io.sluice.workflows.lane.DefinitionsApplied;
import io.sluice.workflows.lane.Stop;
import io.sluice.workflows.lane.StreamLaneInput;
import io.sluice.workflows.maintain.LakeMaintenanceInput;
import io.sluice.workflows.model.RegisterModelInput;
import io.sluice.workflows.online.OnlineMaterializationInput;
import io.sluice.workflows.publish.follow.SourceChanged;
import io.sluice.workflows.refresh.ViewRefreshInput;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.release.MergedViewPublishInput;
import io.sluice.workflows.reprocess.QuarantineReprocessInput;
import io.sluice.workflows.stream.CheckpointReport;
import io.sluice.workflows.stream.StreamInstanceInput;
import io.sluice.workflows.training.TrainingSetInput;
import io.sluice.workflows.view.ViewUpdateInput;
import io.temporal.common.converter.RawValue;
import io.temporal.common.metadata.POJOWorkflowImplMetadata;
import io.temporal.common.metadata.POJOWorkflowMethodMetadata;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of the documentation are valid, and none is missing. */
final class ExamplesTest {
    private static final Map<String, Class<? extends Record>> WORKFLOWS = new LinkedHashMap<>();
    private static final Map<String, Class<? extends Record>> LANE = new LinkedHashMap<>();

    static {
        WORKFLOWS.put("ApplyDefinitions", ApplyDefinitionsInput.class);
        WORKFLOWS.put("BatchIngestion", BatchIngestionInput.class);
        WORKFLOWS.put("QualityGate", QualityGateInput.class);
        WORKFLOWS.put("QuarantineReprocess", QuarantineReprocessInput.class);
        WORKFLOWS.put("ViewUpdate", ViewUpdateInput.class);
        WORKFLOWS.put("MergedViewPublish", MergedViewPublishInput.class);
        WORKFLOWS.put("OnlineMaterialization", OnlineMaterializationInput.class);
        WORKFLOWS.put("EqualityCheck", EqualityCheckInput.class);
        WORKFLOWS.put("StreamLane", StreamLaneInput.class);
        WORKFLOWS.put("StreamInstance", StreamInstanceInput.class);
        WORKFLOWS.put("StreamCertification", StreamCertificationInput.class);
        WORKFLOWS.put("Correction", CorrectionInput.class);
        WORKFLOWS.put("LakeMaintenance", LakeMaintenanceInput.class);
        WORKFLOWS.put("ViewRefresh", ViewRefreshInput.class);
        WORKFLOWS.put("TrainingSet", TrainingSetInput.class);
        WORKFLOWS.put("RegisterModel", RegisterModelInput.class);
        WORKFLOWS.put("Ask", AskInput.class);
        LANE.put("pause", Control.class);
        LANE.put("resume", Control.class);
        LANE.put("stop", Stop.class);
        LANE.put("definitionsApplied", DefinitionsApplied.class);
    }

    @Test
    void everyWorkflowHasAValidOne() {
        assertThat(Examples.names("workflows")).containsExactlyElementsOf(WORKFLOWS.keySet());
        WORKFLOWS.forEach((name, type) -> assertThat((Record) InputReader.read(name, type, example(name), null))
                .isNotNull());
    }

    @Test
    void everySignalHasAValidOne() {
        List<String> names = new ArrayList<>(Verb.names());
        names.addAll(LANE.keySet());
        names.add("checkpoint");
        names.add(SourceChanged.SIGNAL);
        assertThat(Examples.names("signals")).containsExactlyElementsOf(names);
        LANE.forEach((name, type) -> assertThat((Record) InputReader.read(name, type, example(name), null))
                .isNotNull());
        assertThat(InputReader.read(SourceChanged.SIGNAL, SourceChanged.class, example("changed"), null))
                .isEqualTo(new SourceChanged("online_retail", "2010-12-01"));
        assertThat(CheckpointReport.from(example("checkpoint")).partitions()).hasSize(1);
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

    /** What runs hand to each other is not for people. */
    private static final Set<String> INTERNAL = Set.of("progress", "correction", "parent", "carried");

    @Test
    void everyWorkflowThatAWorkerRunsIsShown() {
        assertThat(WorkflowTypes.implementations().stream()
                        .flatMap(type -> POJOWorkflowImplMetadata.newInstance(type).getWorkflowMethods().stream())
                        .map(POJOWorkflowMethodMetadata::getName))
                .containsExactlyInAnyOrderElementsOf(Examples.names("workflows"));
        assertThat(Examples.names("more"))
                .isSubsetOf(Stream.of("workflows", "signals", "updates")
                        .flatMap(section -> Examples.names(section).stream())
                        .toList());
    }

    @Test
    void everyFieldIsShownAndEveryExampleIsValid() throws JsonProcessingException {
        Map<String, Class<? extends Record>> all = new LinkedHashMap<>(WORKFLOWS);
        for (Verb verb : Verb.values()) {
            all.put(verb.typed(), verb.message());
        }
        for (Map.Entry<String, Class<? extends Record>> input : all.entrySet()) {
            Set<String> shown = new TreeSet<>(INTERNAL);
            for (String example : examples(input.getKey())) {
                InputReader.read(input.getKey(), input.getValue(), Sluice.json(example), null);
                new ObjectMapper().readTree(example).fieldNames().forEachRemaining(shown::add);
            }
            assertThat(Arrays.stream(input.getValue().getRecordComponents()).map(RecordComponent::getName))
                    .as(input.getKey())
                    .isSubsetOf(shown);
        }
        for (String example : examples("decide")) {
            DecisionReader.update(Sluice.json(example), null);
        }
    }

    private static List<String> examples(String name) {
        List<String> examples = new ArrayList<>(Examples.more(name));
        examples.add(Examples.of(name).orElseThrow());
        return examples;
    }

    private static RawValue example(String name) {
        return Sluice.json(Examples.of(name).orElseThrow());
    }
}
