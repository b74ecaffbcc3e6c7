package io.sluice.workflows.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.Sluice;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CorrectionTest {
    private static final String ID = "correct/clicks";
    private static final String INPUT = "{\"source\":\"clicks\"}";

    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void saysWhatBecameOfTheLateEvents() {
        sluice.activities().streams().late(new CorrectionResult("clicks", 3, 2, 1, 4, 5, List.of("2026-06-28")));

        WorkflowStub run = sluice.start(Correction.TYPE, ID, INPUT);

        CorrectionResult result = run.getResult(CorrectionResult.class);
        assertThat(result).isEqualTo(new CorrectionResult("clicks", 3, 2, 1, 4, 5, List.of("2026-06-28")));
        assertThat(sluice.details(ID))
                .contains("3 late events of clicks are admitted, 2 are duplicates, 1 in conflict with what counts");
        assertThat(sluice.attribute(ID, "SluiceState")).isEqualTo("DONE");
        assertThat(sluice.attribute(ID, "SluiceKind")).isEqualTo("correct");
    }

    @Test
    void isTriedAgainUntilTheBrokerAnswersUnderTheSameRun() {
        sluice.activities()
                .faults()
                .next("AdmitLateEvents", new UncheckedIOException(new ConnectException("the broker is away")));
        WorkflowStub run = sluice.start(Correction.TYPE, ID, INPUT);
        assertThat(run.getResult(CorrectionResult.class).admitted()).isZero();
        assertThat(sluice.activities().streams().corrections())
                .extracting(CorrectionRequest::run)
                .containsExactly(run.getExecution().getRunId());
    }

    @Test
    void aPolicyThatLeavesThemOutIsSaid() {
        sluice.activities()
                .faults()
                .next(
                        "AdmitLateEvents",
                        ApplicationFailure.newNonRetryableFailure("source: no", FailureTypes.INVALID_INPUT));
        WorkflowStub run = sluice.start(Correction.TYPE, ID, INPUT);
        assertThatThrownBy(() -> run.getResult(CorrectionResult.class))
                .isInstanceOf(WorkflowFailedException.class)
                .hasStackTraceContaining("source: no");
    }
}
