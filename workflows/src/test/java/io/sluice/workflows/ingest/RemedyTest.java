package io.sluice.workflows.ingest;

import static io.sluice.workflows.testing.Verdicts.failedRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.Sluice;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.testing.Verdicts;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Patches, fixers and the last certified values, seen from the run of one partition. */
final class RemedyTest {
    private static final String ID = "ingest/online_retail/2010-12-01";
    private static final String GATE = "gate/trusted.online_retail/2010-12-01/9000000000000000001/1";

    private final Sluice sluice = Sluice.start();
    private WorkflowStub run = sluice.client().newUntypedWorkflowStub(ID);

    @BeforeEach
    void block() {
        sluice.activities()
                .gates()
                .judge(
                        "online_retail_gate",
                        request -> request.attempt() < 3
                                ? Verdicts.blocked(request, Verdicts.policy(), failedRows("price", "error"))
                                : Verdicts.pass(request));
        run = sluice.start(BatchIngestion.TYPE, ID, "{\"source\":\"online_retail\",\"partition\":\"2010-12-01\"}");
        sluice.awaitGate(run, 1);
    }

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void appliesWhatWasDecidedInThatOrder() {
        sluice.activities().registry().remedy("patch/typo");
        sluice.activities().registry().remedy("fixer/dates");
        say("\"strategy\":\"PATCH\",\"name\":\"typo\"");
        sluice.awaitGate(run, 2);
        say("\"strategy\":\"FIXER\",\"name\":\"dates\",\"attempt\":2");

        assertThat(run.getResult(BatchIngestionResult.class).outcome()).isEqualTo("PUBLISHED");
        assertThat(sluice.activities().staging().stagings())
                .extracting(StageRequest::attempt, StageRequest::mendings)
                .containsExactly(
                        tuple(1, List.of()),
                        tuple(2, List.of("patch/typo")),
                        tuple(3, List.of("patch/typo", "fixer/dates")));
        assertThat(sluice.activities().gates().decisions())
                .extracting(DecisionRecord::detail)
                .containsExactly("PATCH typo", "FIXER dates");
    }

    @Test
    void takesTheLastCertifiedValuesAndANewDeliveryAfterThem() {
        sluice.activities().registry().remedy("previous/");
        say("\"strategy\":\"PREVIOUS\"");
        sluice.awaitGate(run, 2);
        say("\"strategy\":\"REINGEST\",\"attempt\":2");

        assertThat(run.getResult(BatchIngestionResult.class).outcome()).isEqualTo("PUBLISHED");
        assertThat(sluice.activities().faults().calls())
                .filteredOn(call -> call.startsWith("Stage"))
                .containsExactly("Stage", "StagePrevious", "Stage");
    }

    @Test
    void aWrongNameCostsNoAttempt() {
        sluice.activities().registry().remedy("patch/typo");
        say("\"strategy\":\"PATCH\",\"name\":\"tpyo\"");
        say("\"strategy\":\"PATCH\"");
        sluice.settle();
        assertThat(sluice.effects())
                .satisfiesExactlyInAnyOrder(
                        effect -> assertThat(effect).isEqualTo("IGNORED: no patch/tpyo; did you mean patch/typo?"),
                        effect -> assertThat(effect).contains("field name is missing: which patch of the project"));
        assertThatThrownBy(() -> sluice.client()
                        .newUntypedWorkflowStub(GATE)
                        .update(
                                "decide",
                                Void.class,
                                Sluice.json("{\"verb\":\"remediate\",\"by\":\"ana\",\"reason\":\"why\","
                                        + "\"strategy\":\"FIXER\",\"name\":\"nobody\"}")))
                .isInstanceOf(WorkflowUpdateException.class)
                .rootCause()
                .hasMessageContaining("no fixer/nobody");
        run.signal("reject", Sluice.json("{\"by\":\"ana\",\"reason\":\"why\"}"));
        assertThat(run.getResult(BatchIngestionResult.class).outcome()).isEqualTo("REJECTED");
        assertThat(sluice.activities().staging().stagings()).hasSize(1);
    }

    @Test
    void aRegistryThatCannotAnswerEndsNoGate() {
        sluice.activities()
                .faults()
                .next(
                        "CheckRemedy",
                        ApplicationFailure.newNonRetryableFailure("does not parse", FailureTypes.BAD_DEFINITION));
        say("\"strategy\":\"PATCH\",\"name\":\"typo\"");
        sluice.settle();
        assertThat(sluice.effects()).containsExactly("IGNORED: PATCH could not be looked up: does not parse");
        run.signal("approve", Sluice.json("{\"by\":\"ana\",\"reason\":\"why\"}"));
        assertThat(run.getResult(BatchIngestionResult.class).gate().outcome()).isEqualTo("WAIVED");
    }

    private void say(String fields) {
        run.signal("remediate", Sluice.json("{\"by\":\"ana\",\"reason\":\"why\"," + fields + "}"));
    }
}
