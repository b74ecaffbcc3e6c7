package io.sluice.workflows.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.Sluice;
import io.sluice.workflows.publish.follow.SourceChanged;
import io.sluice.workflows.testing.Verdicts;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A view follows what is published into its sources, one round after the other, and loses no request. */
final class ViewRefreshTest {
    private static final String ID = "refresh/customer_activity";
    private static final String UPDATE = "update/customer_activity";
    private static final String DAY = "2010-12-01";
    private static final String INGEST = "ingest/online_retail/" + DAY;
    private static final String INGEST_INPUT = "{\"source\":\"online_retail\",\"partition\":\"2010-12-01\"}";

    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void updatesReleasesAndPutsOnline() {
        sluice.activities().staging().stale("2010-12-03..2010-12-05");
        ViewRefreshResult result = refresh().getResult(ViewRefreshResult.class);
        assertThat(result)
                .isEqualTo(new ViewRefreshResult(
                        "customer_activity", "RELEASED", "customer_activity@v1-000001", result.rounds()));
        assertThat(sluice.activities().releases().activated()).hasSize(1);
    }

    @Test
    void requestsDuringARoundAreOneMoreRound() {
        block();
        WorkflowStub run = refresh();
        String gate = gate();
        sluice.activities().staging().stale();
        for (int i = 0; i < 20; i++) {
            tell(i);
        }
        sluice.client()
                .newUntypedWorkflowStub(gate)
                .signal("approve", Sluice.json("{\"by\":\"ana\",\"reason\":\"known\"}"));
        assertThat(run.getResult(ViewRefreshResult.class).rounds()).isEqualTo(2);
    }

    @Test
    void whatSomebodyElseStartedIsWaitedForAndFollowedByARunOfItsOwn() {
        block();
        WorkflowStub other = sluice.start("ViewUpdate", UPDATE, "{\"view\":\"customer_activity\"}");
        String gate = gate();
        sluice.activities().staging().stale();
        WorkflowStub run = refresh();
        sluice.until(ID, status -> status.phase().contains("update/customer_activity was started by somebody else"));
        sluice.client()
                .newUntypedWorkflowStub(gate)
                .signal("approve", Sluice.json("{\"by\":\"ana\",\"reason\":\"known\"}"));
        other.getResult(Object.class);
        assertThat(run.getResult(ViewRefreshResult.class).outcome()).isEqualTo("RELEASED");
    }

    @Test
    void whatIsNotCertifiedYetIsNoFailure() {
        sluice.activities()
                .faults()
                .next(
                        "PublishRelease",
                        ApplicationFailure.newNonRetryableFailure("2010-12-02 is missing", FailureTypes.NOT_CERTIFIED));
        ViewRefreshResult result = refresh().getResult(ViewRefreshResult.class);
        assertThat(result.outcome()).isEqualTo("NOT_CERTIFIED");
        assertThat(sluice.details(ID)).contains("2010-12-02 is missing");
        assertThat(sluice.activities().releases().activated()).isEmpty();
    }

    @Test
    void anotherFailureIsTheRunsOwn() {
        sluice.activities()
                .faults()
                .next(
                        "PublishRelease",
                        ApplicationFailure.newNonRetryableFailure("the tag is gone", FailureTypes.CONTRACT_VIOLATION));
        WorkflowStub run = refresh();
        assertThatThrownBy(() -> run.getResult(ViewRefreshResult.class))
                .cause()
                .hasMessageContaining("the tag is gone");
    }

    @Test
    void everyPublicationIntoASourceTellsTheViews() {
        sluice.start("BatchIngestion", INGEST, INGEST_INPUT).getResult(Object.class);
        assertThat(sluice.activities().followers().told()).containsExactly(new SourceChanged("online_retail", DAY));
        refresh().getResult(Object.class);
        assertThat(sluice.activities().followers().told())
                .as("a view's own publication tells nobody")
                .hasSize(1);
    }

    @Test
    void viewsThatCannotBeToldFailNoPublication() {
        sluice.activities()
                .faults()
                .next(
                        "TellViews",
                        ApplicationFailure.newNonRetryableFailure("no registry", FailureTypes.MISCONFIGURED));
        sluice.start("BatchIngestion", INGEST, INGEST_INPUT).getResult(Object.class);
        assertThat(sluice.details(INGEST)).contains("the views of online_retail could not be told", "ViewRefresh");
    }

    private void block() {
        sluice.activities().staging().stale("2010-12-03..2010-12-05");
        sluice.activities()
                .gates()
                .judge(
                        "customer_activity_gate",
                        request -> Verdicts.blocked(
                                request, Verdicts.policy(), Verdicts.failedRows("price_not_negative", "error")));
    }

    private WorkflowStub refresh() {
        return sluice.start(ViewRefresh.TYPE, ID, "{\"view\":\"customer_activity\"}");
    }

    private void tell(int day) {
        sluice.client()
                .newUntypedWorkflowStub(ViewRefresh.TYPE, Sluice.options(ID))
                .signalWithStart(
                        SourceChanged.SIGNAL,
                        new Object[] {new SourceChanged("online_retail", "2010-12-%02d".formatted(day + 1))},
                        new Object[] {new ViewRefreshInput("customer_activity", null, null)});
    }

    /** Waits until the view's gate waits for people. */
    private String gate() {
        sluice.until(UPDATE, status -> status.gates().stream().anyMatch(view -> view.waits()));
        List<String> ids = sluice
                .client()
                .newUntypedWorkflowStub(UPDATE)
                .query("status", io.sluice.workflows.details.RunStatus.class)
                .gates()
                .stream()
                .map(view -> view.gateId())
                .toList();
        return ids.get(0);
    }
}
