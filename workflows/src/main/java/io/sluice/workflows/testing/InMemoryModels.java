package io.sluice.workflows.testing;

import io.sluice.workflows.ask.Answer;
import io.sluice.workflows.ask.AskActivities;
import io.sluice.workflows.ask.AskInput;
import io.sluice.workflows.model.ModelActivities;
import io.sluice.workflows.model.RegisterModelRequest;
import io.sluice.workflows.model.RegisterModelResult;
import java.util.ArrayList;
import java.util.List;

/** Models that are registered in memory, and a sentence for every question. */
public final class InMemoryModels implements ModelActivities, AskActivities {
    private final Faults faults;
    private final List<RegisterModelRequest> registered = new ArrayList<>();

    InMemoryModels(Faults faults) {
        this.faults = faults;
    }

    /** What was registered, in order. */
    public synchronized List<RegisterModelRequest> registered() {
        return List.copyOf(registered);
    }

    @Override
    public synchronized RegisterModelResult register(RegisterModelRequest request) {
        faults.hit("RegisterModel");
        registered.add(request);
        return new RegisterModelResult(
                request.model(),
                request.version(),
                request.trainingSet(),
                "training.purchases@1",
                "c0ffee",
                List.of("customer_activity@v1-000001"),
                false);
    }

    @Override
    public Answer answer(AskInput question) {
        faults.hit("Answer");
        return new Answer(question.question(), "in memory", null, null, null, null, null);
    }
}
