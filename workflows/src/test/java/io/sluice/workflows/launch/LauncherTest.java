package io.sluice.workflows.launch;

import static io.sluice.workflows.testing.Verdicts.failedRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.Sluice;
import io.sluice.workflows.equality.EqualityCheck;
import io.sluice.workflows.equality.EqualityCheckResult;
import io.sluice.workflows.equality.EqualityRequest;
import io.sluice.workflows.gate.PublishRequest;
import io.sluice.workflows.ingest.BatchIngestion;
import io.sluice.workflows.ingest.BatchIngestionResult;
import io.sluice.workflows.testing.InMemoryStreams;
import io.sluice.workflows.testing.Verdicts;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs under ids that are not canonical. */
final class LauncherTest {
    private static final String CANONICAL = "ingest/online_retail/2010-12-01";
    private static final String INPUT = "{\"source\":\"online_retail\",\"partition\":\"2010-12-01\"}";

    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void waitsForTheCanonicalRunAndReturnsItsResult() {
        WorkflowStub launcher = sluice.start(BatchIngestion.TYPE, "b9d1", INPUT);
        BatchIngestionResult result = launcher.getResult(BatchIngestionResult.class);
        assertThat(result.outcome()).isEqualTo("PUBLISHED");
        assertThat(sluice.client().newUntypedWorkflowStub(CANONICAL).getResult(BatchIngestionResult.class))
                .isEqualTo(result);
        assertThat(sluice.attribute("b9d1", RunAttributes.STATE)).isNull();
        assertThat(sluice.attribute(CANONICAL, RunAttributes.STATE)).isEqualTo("PUBLISHED");
    }

    @Test
    void saysSoWhenTheCanonicalRunIsThereAlready() {
        block();
        sluice.start(BatchIngestion.TYPE, CANONICAL, INPUT);
        sluice.settle();
        assertThat(sluice.start(BatchIngestion.TYPE, "b9d1", INPUT).getResult(Launched.class))
                .isEqualTo(new Launched(CANONICAL, true));
        assertThat(sluice.details("b9d1")).contains(CANONICAL + " runs already");
    }

    @Test
    void cancellingTheLauncherCancelsTheRunThatItStarted() {
        block();
        WorkflowStub launcher = sluice.start(BatchIngestion.TYPE, "b9d1", INPUT);
        sluice.settle();
        assertThat(sluice.details("b9d1")).contains("waiting for " + CANONICAL);
        launcher.cancel();
        assertThatThrownBy(() -> sluice.standingStill(CANONICAL).getResult(Object.class))
                .hasCauseInstanceOf(CanceledFailure.class);
        assertThatThrownBy(() -> launcher.getResult(Object.class)).hasCauseInstanceOf(CanceledFailure.class);
    }

    @Test
    void terminatingTheLauncherLeavesTheRunAlone() {
        block();
        WorkflowStub launcher = sluice.start(BatchIngestion.TYPE, "b9d1", INPUT);
        sluice.settle();
        launcher.terminate("enough");
        sluice.settle();
        WorkflowStub canonical = sluice.client().newUntypedWorkflowStub(CANONICAL);
        canonical.signal("approve", Sluice.json("{\"by\":\"ana\",\"reason\":\"r\"}"));
        assertThat(canonical.getResult(BatchIngestionResult.class).outcome()).isEqualTo("PUBLISHED");
    }

    /** As the documented schedule starts it. */
    @Test
    void aScheduleHasLanesCompared() {
        sluice.activities().streams().source("clicks", InMemoryStreams.view("activity", "v1", "read"));
        WorkflowStub launcher = scheduled(EqualityCheck.TYPE, "equality-clicks", "{\"source\":\"clicks\"}");
        assertThat(launcher.getResult(Launched.class)).isEqualTo(new Launched("equality/clicks", false));
        sluice.client().newUntypedWorkflowStub("equality/clicks").getResult(EqualityCheckResult.class);
        assertThat(sluice.activities().equality().asked())
                .extracting(EqualityRequest::source)
                .containsExactly("clicks");
    }

    private WorkflowStub scheduled(String type, String schedule, String input) {
        SearchAttributeKey<String> by = SearchAttributeKey.forKeyword("TemporalScheduledById");
        WorkflowStub launcher = sluice.client()
                .newUntypedWorkflowStub(
                        type,
                        WorkflowOptions.newBuilder(Sluice.options(schedule + "-2010-12-02T02:15:00Z"))
                                .setTypedSearchAttributes(SearchAttributes.newBuilder()
                                        .set(by, schedule)
                                        .build())
                                .build());
        launcher.start(Sluice.json(input));
        return launcher;
    }

    @Test
    void aScheduleDoesNotWait() {
        block();
        WorkflowStub launcher = scheduled(BatchIngestion.TYPE, "nightly", INPUT);
        assertThat(launcher.getResult(Launched.class)).isEqualTo(new Launched(CANONICAL, false));
        WorkflowStub canonical = sluice.client().newUntypedWorkflowStub(CANONICAL);
        sluice.settle();
        canonical.signal("approve", Sluice.json("{\"by\":\"ana\",\"reason\":\"r\"}"));
        canonical.getResult(BatchIngestionResult.class);
        assertThat(sluice.activities().gates().published())
                .extracting(PublishRequest::requestedBy)
                .containsExactly("schedule:nightly");
    }

    @Test
    void failsAsTheCanonicalRunDoes() {
        WorkflowStub launcher = sluice.start(BatchIngestion.TYPE, "b9d1", INPUT.replace("retail", "retial"));
        failure(launcher, FailureTypes.NOT_FOUND, "No source online_retial; did you mean online_retail?");
        WorkflowStub bad = sluice.start(BatchIngestion.TYPE, "b9d2", "{\"partition\":\"2010-12-01\"}");
        failure(bad, FailureTypes.INVALID_INPUT, "field source is missing");
    }

    @Test
    void whatHasNoPartitionsGetsItsLabelFromTheRegistry() {
        WorkflowStub launcher = sluice.start(BatchIngestion.TYPE, "b9d1", "{\"source\":\"online_retail\"}");
        assertThat(launcher.getResult(BatchIngestionResult.class).partition()).isEqualTo("all");
        assertThat(sluice.attribute("ingest/online_retail/all", RunAttributes.PARTITION))
                .isEqualTo("all");
    }

    private void block() {
        sluice.activities()
                .gates()
                .judge(
                        "online_retail_gate",
                        request -> Verdicts.blocked(request, Verdicts.policy(), failedRows("price", "error")));
    }

    private static void failure(WorkflowStub run, String type, String message) {
        assertThatThrownBy(() -> run.getResult(Object.class)).cause().satisfies(cause -> {
            ApplicationFailure failure = (ApplicationFailure) cause;
            assertThat(failure.getType()).isEqualTo(type);
            assertThat(failure.getOriginalMessage()).contains(message);
        });
    }
}
