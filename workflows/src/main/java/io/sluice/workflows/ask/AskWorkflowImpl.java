package io.sluice.workflows.ask;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.publish.PlainDesk;
import io.temporal.common.converter.RawValue;
import org.jspecify.annotations.Nullable;

/** Answers one question. It has no canonical id: the same question may be asked twice at once. Source: workflows.md §1. */
public final class AskWorkflowImpl implements AskWorkflow {
    private final RunPage page = new RunPage(Ask.TYPE);
    private final RunAttributes attributes = new RunAttributes();

    public AskWorkflowImpl() {
        new PlainDesk(page).register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            AskInput asked = InputReader.read(Ask.TYPE, AskInput.class, input, more);
            String question = asked.asked().text();
            page.input(asked);
            attributes.load();
            attributes.describe("ask", asked.source(), null, asked.partition());
            page.working("answering: " + question, "nothing is changed");
            Answer answer = ActivityCalls.light(AskActivities.class, "answer " + question)
                    .answer(asked);
            page.done(answer.sentence());
            attributes.state("DONE");
            page.phase("answered", "");
            return answer;
        });
    }
}
