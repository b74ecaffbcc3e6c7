package io.sluice.workflows.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.workflows.Sluice;
import io.sluice.workflows.model.RegisterModel;
import io.sluice.workflows.model.RegisterModelResult;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AskTest {
    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void answersUnderAnyId() {
        sluice.activities().faults().next("Answer", new UncheckedIOException(new ConnectException("catalog is away")));
        WorkflowStub run = sluice.start(Ask.TYPE, "why", "{\"question\":\"release\",\"release\":\"spend@v1-000001\"}");

        assertThat(run.getResult(Answer.class).sentence()).isEqualTo("in memory");
        assertThat(sluice.details("why")).contains("answered").contains("in memory");
        assertThat(sluice.attribute("why", "SluiceKind")).isEqualTo("ask");
    }

    @Test
    void refusesWhatIsNoQuestion() {
        assertRefused(
                "{\"question\":\"relese\"}",
                "question: expected one of [release, differences, partition, training_set, model], not relese; did you mean release?");
        assertRefused(
                "{\"question\":\"partition\",\"source\":\"orders\"}",
                "the question partition takes source and partition, not source");
        assertRefused("{\"question\":\"model\"}", "the question model takes model and version, not nothing");
        assertRefused(
                "{\"question\":\"release\",\"release\":\"a\",\"model\":\"b\"}",
                "the question release takes release, not release and model");
    }

    private void assertRefused(String input, String sentence) {
        WorkflowStub run = sluice.start(Ask.TYPE, "why", input);
        assertThatThrownBy(() -> run.getResult(Answer.class))
                .isInstanceOf(WorkflowFailedException.class)
                .hasStackTraceContaining(sentence);
    }

    @Test
    void registersAModelUnderItsOwnId() {
        WorkflowStub run = sluice.start(
                RegisterModel.TYPE,
                "model/churn/12",
                "{\"model\":\"churn\",\"version\":\"12\",\"trainingSet\":\"purchases-000001\",\"requestedBy\":\"ana\"}");

        assertThat(run.getResult(RegisterModelResult.class).table()).isEqualTo("training.purchases@1");
        assertThat(sluice.details("model/churn/12"))
                .contains("churn 12 was trained with training.purchases@1, made from customer_activity@v1-000001");
        assertThat(sluice.activities().models().registered())
                .singleElement()
                .satisfies(request -> assertThat(request.requestedBy()).isEqualTo("ana"));
    }
}
