package io.sluice.workflows.reprocess;

import static io.sluice.workflows.testing.Verdicts.failedRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.Sluice;
import io.sluice.workflows.testing.Verdicts;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class QuarantineReprocessTest {
    private static final String ID = "reprocess/online_retail";
    private static final String INPUT = "{\"source\":\"online_retail\"}";

    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void whatPassesCrossesTheGatePartitionByPartition() {
        sluice.activities().reprocess().quarantine("2010-12-01", 5, 3);
        sluice.activities().reprocess().quarantine("2010-12-02", 2, 0);
        sluice.activities().reprocess().quarantine("2010-12-03", 1, 1);

        QuarantineReprocessResult result = end(ID, INPUT);

        assertThat(result.passed()).isEqualTo(4);
        assertThat(result.stillRefused()).isEqualTo(4);
        assertThat(result.newest())
                .extracting(
                        ReprocessedPartition::partition,
                        ReprocessedPartition::outcome,
                        ReprocessedPartition::passed,
                        ReprocessedPartition::stillRefused)
                .containsExactly(
                        tuple("2010-12-01", "PUBLISHED", 3L, 2L),
                        tuple("2010-12-02", "UNCHANGED", 0L, 2L),
                        tuple("2010-12-03", "PUBLISHED", 1L, 0L));
        assertThat(sluice.activities().gates().published()).hasSize(2);
        assertThat(sluice.activities().reprocess().settled())
                .extracting(SettleRequest::publishedSnapshotId)
                .containsExactly(
                        result.newest().get(0).publishedSnapshotId(),
                        result.newest().get(2).publishedSnapshotId());
        assertThat(sluice.attribute(ID, "SluiceState")).isEqualTo("DONE");
    }

    @Test
    void onlyThePartitionAskedFor() {
        sluice.activities().reprocess().quarantine("2010-12-01", 5, 3);
        sluice.activities().reprocess().quarantine("2010-12-02", 2, 2);
        assertThat(end(ID, "{\"source\":\"online_retail\",\"partition\":\"2010-12-02\"}")
                        .passed())
                .isEqualTo(2);
    }

    @Test
    void whatItsGateRejectsStaysInQuarantine() {
        sluice.activities().reprocess().quarantine("2010-12-01", 5, 3);
        WorkflowStub run = blocked();
        run.signal("reject", Sluice.json("{\"by\":\"ana\",\"reason\":\"why\"}"));
        QuarantineReprocessResult result = run.getResult(QuarantineReprocessResult.class);
        assertThat(result.newest()).containsExactly(new ReprocessedPartition("2010-12-01", "REJECTED", 0, 0, 0, 5, ""));
        assertThat(sluice.activities().reprocess().settled()).isEmpty();
    }

    @Test
    void aGateMayBeRemediated() {
        sluice.activities().registry().remedy("patch/typo");
        sluice.activities().reprocess().quarantine("2010-12-01", 5, 3);
        WorkflowStub run = blocked();
        run.signal("remediate", Sluice.json("{\"by\":\"ana\",\"reason\":\"why\",\"strategy\":\"REINGEST\"}"));
        sluice.settle();
        assertThat(sluice.effects().get(0)).startsWith("IGNORED: these rows come from quarantine");
        run.signal(
                "remediate",
                Sluice.json("{\"by\":\"ana\",\"reason\":\"why\",\"strategy\":\"PATCH\",\"name\":\"typo\"}"));
        assertThat(run.getResult(QuarantineReprocessResult.class).passed()).isEqualTo(3);
        assertThat(sluice.activities().reprocess().judged())
                .extracting(ReprocessRequest::attempt, ReprocessRequest::mends)
                .containsExactly(tuple(1, List.of()), tuple(2, List.of("patch/typo")));
    }

    @Test
    void rowsMayBeMendedFirst() {
        sluice.activities().registry().remedy("fixer/dates");
        sluice.activities().reprocess().quarantine("2010-12-01", 1, 1);
        end(ID, "{\"source\":\"online_retail\",\"fixer\":\"dates\"}");
        assertThat(sluice.activities().reprocess().judged().get(0).mends()).containsExactly("fixer/dates");
        assertThatThrownBy(() -> end("reprocess/online_retail", "{\"source\":\"online_retail\",\"patch\":\"typo\"}"))
                .isInstanceOf(WorkflowFailedException.class)
                .hasRootCauseMessage("message='no patch/typo', type='NotFound', nonRetryable=true");
    }

    @Test
    void aLongListIsDoneByRunsOneAfterAnother() {
        for (int i = 0; i < 205; i++) {
            sluice.activities().reprocess().quarantine("partition-%03d".formatted(i), 2, i == 7 || i == 204 ? 1 : 0);
        }

        QuarantineReprocessResult result = end(ID, INPUT);

        assertThat(result.partitions()).isEqualTo(205);
        assertThat(result.passed()).isEqualTo(2);
        assertThat(result.stillRefused()).isEqualTo(408);
        assertThat(result.newest())
                .extracting(ReprocessedPartition::partition)
                .contains("partition-204")
                .doesNotContain("partition-007");
        assertThat(sluice.activities().reprocess().judged())
                .extracting(ReprocessRequest::run)
                .hasSize(205);
        assertThat(sluice.activities().reprocess().judged().stream()
                        .map(ReprocessRequest::run)
                        .distinct())
                .hasSize(3);
    }

    @Test
    void whoAskedIsAskedOnceHoweverManyRunsItTakes() {
        for (int i = 0; i < 105; i++) {
            sluice.activities().reprocess().quarantine("partition-%03d".formatted(i), 2, i == 7 ? 1 : 0);
        }
        sluice.activities().gates().judge("online_retail_gate", request -> {
            sluice.activities().registry().preventSelfApproval("online_retail");
            return Verdicts.pass(request);
        });
        assertThat(end(ID, INPUT).partitions()).isEqualTo(105);
        assertThatThrownBy(() -> end(ID, INPUT)).rootCause().hasMessageContaining("field requestedBy is missing");
    }

    @Test
    void aPartitionThatWasIngestedAgainMeanwhileIsLeftAsItIs() {
        sluice.activities().reprocess().quarantine("2010-12-01", 5, 3);
        sluice.activities().reprocess().quarantine("2010-12-02", 2, 2);
        sluice.activities().reprocess().ingestedAgain("2010-12-01");
        sluice.activities()
                .faults()
                .next("Publish", ApplicationFailure.newNonRetryableFailure("moved", FailureTypes.STALE_CANDIDATE));

        QuarantineReprocessResult result = end(ID, INPUT);

        assertThat(result.newest())
                .extracting(ReprocessedPartition::outcome, ReprocessedPartition::passed)
                .containsExactly(tuple("UNCHANGED", 0L), tuple("PUBLISHED", 2L));
        assertThat(sluice.details(ID)).contains("was published anew meanwhile");
        assertThat(sluice.activities().gates().abandoned()).hasSize(1);
    }

    @Test
    void whoeverPublishesFirstHasTheLastWordWhereverItIsNoticed() {
        List<String> partitions = List.of("2010-12-01", "2010-12-02", "2010-12-03", "2010-12-04", "2010-12-05");
        partitions.forEach(partition -> sluice.activities().reprocess().quarantine(partition, 2, 2));
        stale("StageReprocess", 1);
        stale("Audit", 1);
        // the first two partitions have no candidate to publish
        stale("Publish", 10);
        stale("SettleReprocess", 1);

        QuarantineReprocessResult result = end(ID, INPUT);

        assertThat(result.newest())
                .extracting(ReprocessedPartition::outcome, ReprocessedPartition::passed)
                .containsExactly(
                        tuple("UNCHANGED", 0L),
                        tuple("UNCHANGED", 0L),
                        tuple("UNCHANGED", 0L),
                        tuple("PUBLISHED", 2L),
                        tuple("PUBLISHED", 2L));
        assertThat(sluice.activities().reprocess().settled()).hasSize(1);
        assertThat(sluice.details(ID)).contains("quarantine of 2010-12-04 was changed meanwhile");
    }

    @Test
    void whatElseFailsEndsTheRun() {
        sluice.activities().reprocess().quarantine("2010-12-01", 2, 2);
        sluice.activities()
                .faults()
                .next("Audit", ApplicationFailure.newNonRetryableFailure("no", FailureTypes.CONTRACT_VIOLATION));
        assertThatThrownBy(() -> end(ID, INPUT)).isInstanceOf(WorkflowFailedException.class);
    }

    private void stale(String activity, int times) {
        for (int i = 0; i < times; i++) {
            sluice.activities()
                    .faults()
                    .next(activity, ApplicationFailure.newNonRetryableFailure("moved", FailureTypes.STALE_CANDIDATE));
        }
    }

    @Test
    void anotherIdLaunchesTheOneOfTheSource() {
        sluice.activities().reprocess().quarantine("2010-12-01", 5, 3);
        assertThat(end("mine", INPUT).passed()).isEqualTo(3);
    }

    private WorkflowStub blocked() {
        sluice.activities()
                .gates()
                .judge(
                        "online_retail_gate",
                        request -> request.attempt() == 1
                                ? Verdicts.blocked(request, Verdicts.policy(), failedRows("price", "error"))
                                : Verdicts.pass(request));
        WorkflowStub run = sluice.start(QuarantineReprocess.TYPE, ID, INPUT);
        sluice.awaitGate(run, 1);
        return run;
    }

    private QuarantineReprocessResult end(String id, String input) {
        return sluice.start(QuarantineReprocess.TYPE, id, input).getResult(QuarantineReprocessResult.class);
    }
}
