package io.sluice.workflows.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.Sluice;
import io.sluice.workflows.WorkflowTypes;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What ran once must replay for ever. Histories of a tagged release are never edited; those of a release to come may be
 * recorded again: {@code mvn test -pl workflows -am -Dtest=HistoryTest -Dsluice.record=0.1
 * -Dsurefire.failIfNoSpecifiedTests=false}, one alone with {@code -Dsluice.scenario=<name>}.
 */
final class HistoryTest {
    private static final String RELEASE = "0.1";

    static Stream<Scenario> scenarios() {
        return Scenarios.all().stream();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void replaysWhatWasRecorded(Scenario scenario) throws Exception {
        for (String workflowId : scenario.workflowIds()) {
            String resource = "/histories/%s/%s".formatted(RELEASE, scenario.file(workflowId));
            // a run asks whether its id is the canonical one, so the id has to be the recorded one
            replay(WorkflowExecutionHistory.fromJson(text(resource), workflowId));
        }
    }

    static Stream<Scenario> toRecord() {
        String only = System.getProperty("sluice.scenario", "");
        return scenarios().filter(scenario -> only.isEmpty() || scenario.name().equals(only));
    }

    @ParameterizedTest
    @MethodSource("toRecord")
    @EnabledIfSystemProperty(named = "sluice.record", matches = RELEASE)
    void records(Scenario scenario) throws IOException {
        Path folder = Files.createDirectories(Path.of("src/test/resources/histories", RELEASE));
        try (Sluice sluice = Sluice.start()) {
            scenario.play().on(sluice);
            for (String workflowId : scenario.workflowIds()) {
                String json = sluice.client().fetchHistory(workflowId).toJson(false);
                Files.writeString(folder.resolve(scenario.file(workflowId)), json + "\n");
            }
        }
    }

    private static void replay(WorkflowExecutionHistory history) throws Exception {
        Class<?>[] types = WorkflowTypes.implementations().toArray(new Class<?>[0]);
        WorkflowReplayer.replayWorkflowExecution(history, types[0], Arrays.copyOfRange(types, 1, types.length));
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = HistoryTest.class.getResourceAsStream(resource)) {
            assertThat(in)
                    .as("history %s; record it, see HistoryTest", resource)
                    .isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
