package io.sluice.workflows.ask;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Answers from the ledgers of the lake. Light: task queue {@code sluice}. */
@ActivityInterface
public interface AskActivities {
    /** The answer; reads only. NotFound for a release, training set, model or partition that nobody published. */
    @ActivityMethod(name = "Answer")
    Answer answer(AskInput question);
}
