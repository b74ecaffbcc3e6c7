package io.sluice.workflows.launch;

import io.sluice.workflows.input.InvalidInputException;
import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Who asked for a run: the person named in its input, else the schedule that started it. */
public final class Requesters {
    private static final SearchAttributeKey<String> SCHEDULE = SearchAttributeKey.forKeyword("TemporalScheduledById");

    private Requesters() {}

    /** The person named, else {@code schedule:<id>}, else null. */
    public static @Nullable String of(@Nullable String named) {
        @Nullable String schedule = schedule();
        return named != null || schedule == null ? named : "schedule:" + schedule;
    }

    /**
     * Nobody can keep requesters from deciding themselves without knowing who they are. To be asked where a run starts, and not again
     * in what goes on of it or in its gates: definitions may have changed meanwhile, and what runs goes on.
     */
    public static void require(boolean wanted, @Nullable String requestedBy, String type, String gate) {
        if (wanted && requestedBy == null) {
            throw new InvalidInputException(
                    "Invalid input of %s: field requestedBy is missing; the policy of gate %s".formatted(type, gate)
                            + " says prevent_self_approval, so it must be known who asked");
        }
    }

    /** The id of the schedule that started this run, or null. */
    static @Nullable String schedule() {
        return Workflow.getTypedSearchAttributes().get(SCHEDULE);
    }
}
