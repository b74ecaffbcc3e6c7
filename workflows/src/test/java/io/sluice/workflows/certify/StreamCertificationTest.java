package io.sluice.workflows.certify;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StreamCertificationTest {
    private static final String ID = "certify/online_retail";
    private static final String INPUT = "{\"source\":\"online_retail\"}";

    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void closedDaysCrossTheGateOneAfterTheOther() {
        closed("2026-06-26", 5);
        closed("2026-06-27", 0);
        closed("2026-06-28", 3);

        StreamCertificationResult result = end(ID, INPUT);

        assertThat(result.published()).isEqualTo(3);
        assertThat(result.rows()).isEqualTo(8);
        assertThat(result.archived()).containsExactly("0:100", "1:90");
        assertThat(result.newest())
                .extracting(CertifiedDay::day, CertifiedDay::outcome, CertifiedDay::rows)
                .containsExactly(
                        tuple("2026-06-26", "PUBLISHED", 5L),
                        tuple("2026-06-27", "PUBLISHED", 0L),
                        tuple("2026-06-28", "PUBLISHED", 3L));
        assertThat(sluice.activities().certification().staged())
                .extracting(CertificationRequest::run)
                .doesNotHaveDuplicates();
        assertThat(sluice.activities().certification().settled()).hasSize(1);
        assertThat(sluice.attribute(ID, "SluiceState")).isEqualTo("DONE");
    }

    @Test
    void nothingNewEndsWithASentence() {
        StreamCertificationResult result = end(ID, INPUT);
        assertThat(result.days()).isZero();
        assertThat(result.sentence()).isEqualTo("0 days are closed");
        assertThat(sluice.activities().certification().settled()).hasSize(1);
    }

    @Test
    void partOfWhatThereIsSettlesNothing() {
        closed("2026-06-26", 5);
        closed("2026-06-27", 4);
        closed("2026-06-28", 3);
        assertThat(end(ID, "{\"source\":\"online_retail\",\"through\":\"2026-06-27\"}")
                        .rows())
                .isEqualTo(9);
        assertThat(end(ID, "{\"source\":\"online_retail\",\"day\":\"2026-06-26\"}")
                        .rows())
                .isEqualTo(5);
        assertThat(sluice.activities().certification().settled()).isEmpty();
    }

    @Test
    void whatChangedAfterItWasStagedIsLookedAtByTheNextRun() {
        closed("2026-06-26", 5);
        sluice.activities().certification().open(1);
        end(ID, INPUT);
        assertThat(sluice.activities().certification().settled()).isEmpty();
    }

    @Test
    void aRejectedDayDoesNotHoldUpTheOthers() {
        closed("2026-06-27", 4);
        closed("2026-06-28", 3);
        WorkflowStub run = blocked();
        say(run, "reject", "");
        StreamCertificationResult result = run.getResult(StreamCertificationResult.class);
        assertThat(result.newest())
                .extracting(CertifiedDay::outcome, CertifiedDay::rows)
                .containsExactly(tuple("REJECTED", 0L), tuple("PUBLISHED", 3L));
        assertThat(result.rejected()).isEqualTo(1);
        assertThat(sluice.activities().certification().settled()).hasSize(1);
    }

    @Test
    void aWaivedDayIsPublished() {
        closed("2026-06-28", 3);
        WorkflowStub run = blocked();
        say(run, "approve", "");
        assertThat(run.getResult(StreamCertificationResult.class).published()).isEqualTo(1);
    }

    @Test
    void noRowsAreRefusedThatTheStreamAccepted() {
        closed("2026-06-28", 3);
        WorkflowStub run = blocked();
        for (String strategy : new String[] {"QUARANTINE_ROWS", "REINGEST", "PREVIOUS"}) {
            say(run, "remediate", ",\"strategy\":\"%s\"".formatted(strategy));
            sluice.settle();
        }
        say(run, "remediate", ",\"strategy\":\"RETRY_AUDIT\"");
        assertThat(run.getResult(StreamCertificationResult.class).published()).isEqualTo(1);
        assertThat(sluice.effects().subList(0, 3))
                .allSatisfy(effect -> assertThat(effect).startsWith("IGNORED: what a stream accepted is certified as"));
        assertThat(sluice.activities().certification().staged()).hasSize(1);
    }

    @Test
    void aDayThatTheOtherLanePublishedMeanwhileIsLookedAtByTheNextRun() {
        closed("2026-06-27", 4);
        closed("2026-06-28", 3);
        for (int attempt = 0; attempt < 10; attempt++) {
            sluice.activities()
                    .faults()
                    .next("Publish", ApplicationFailure.newNonRetryableFailure("moved", FailureTypes.STALE_CANDIDATE));
        }
        StreamCertificationResult result = end(ID, INPUT);
        assertThat(result.newest()).extracting(CertifiedDay::outcome).containsExactly("UNCHANGED", "PUBLISHED");
        assertThat(sluice.activities().certification().settled()).isEmpty();
    }

    @Test
    void aDayWhoseCandidateIsGoneBeforeItsGateAuditsItIsLookedAtByTheNextRun() {
        closed("2026-06-27", 4);
        closed("2026-06-28", 3);
        sluice.activities()
                .faults()
                .next("Audit", ApplicationFailure.newNonRetryableFailure("gone", FailureTypes.STALE_CANDIDATE));
        StreamCertificationResult result = end(ID, INPUT);
        assertThat(result.newest()).extracting(CertifiedDay::outcome).containsExactly("UNCHANGED", "PUBLISHED");
        assertThat(sluice.activities().certification().settled()).isEmpty();
    }

    /** A reset keeps the run's id, by which candidates are found again, and pins the archive anew. */
    @Test
    void candidatesOfAnotherArchiveAreOthers() {
        closed("2026-06-28", 3);
        end(ID, INPUT);
        assertThat(sluice.activities().certification().staged())
                .singleElement()
                .satisfies(request -> assertThat(request.run())
                        .endsWith("/2026-06-28/" + request.archive().snapshotId()));
    }

    @Test
    void manyDaysAreDoneByRunsOneAfterAnother() {
        for (int day = 0; day < 33; day++) {
            closed("2026-%03d".formatted(day), 1);
        }
        StreamCertificationResult result = end(ID, INPUT);
        assertThat(result.days()).isEqualTo(33);
        assertThat(result.rows()).isEqualTo(33);
        assertThat(result.newest()).hasSizeLessThanOrEqualTo(100);
        assertThat(sluice.activities().certification().staged())
                .extracting(CertificationRequest::day)
                .doesNotHaveDuplicates()
                .hasSize(33);
    }

    @Test
    void whoAskedIsAskedOnceHoweverManyRunsItTakes() {
        for (int day = 0; day < 33; day++) {
            closed("2026-%03d".formatted(day), 1);
        }
        sluice.activities().gates().judge("online_retail_gate", request -> {
            sluice.activities().registry().preventSelfApproval("online_retail");
            return Verdicts.pass(request);
        });
        assertThat(end(ID, INPUT).days()).isEqualTo(33);
        assertThatThrownBy(() -> end(ID, INPUT)).rootCause().hasMessageContaining("field requestedBy is missing");
    }

    @Test
    void anotherIdLaunchesTheOneOfTheSource() {
        closed("2026-06-28", 3);
        assertThat(end("mine", INPUT).published()).isEqualTo(1);
        assertThat(sluice.details(ID)).contains("2026-06-28: PUBLISHED, 3 rows");
    }

    @Test
    void anUnknownSourceIsNamed() {
        assertThatThrownBy(() -> end("certify/retail", "{\"source\":\"retail\"}"))
                .isInstanceOf(WorkflowFailedException.class)
                .rootCause()
                .hasMessageContaining("No source retail");
    }

    private void closed(String day, long rows) {
        sluice.activities().certification().closed(day, rows);
    }

    private WorkflowStub blocked() {
        String first = sluice.activities().certification().firstClosed();
        sluice.activities()
                .gates()
                .judge(
                        "online_retail_gate",
                        request -> request.attempt() == 1 && first.equals(request.partition())
                                ? Verdicts.blocked(request, Verdicts.policy(), failedRows("price", "error"))
                                : Verdicts.pass(request));
        WorkflowStub run = sluice.start(StreamCertification.TYPE, ID, INPUT);
        sluice.awaitGate(run, 1);
        return run;
    }

    private static void say(WorkflowStub run, String verb, String more) {
        run.signal(verb, Sluice.json("{\"by\":\"ana\",\"reason\":\"why\"%s}".formatted(more)));
    }

    private StreamCertificationResult end(String id, String input) {
        return sluice.start(StreamCertification.TYPE, id, input).getResult(StreamCertificationResult.class);
    }
}
