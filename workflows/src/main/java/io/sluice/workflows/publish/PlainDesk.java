package io.sluice.workflows.publish;

import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.details.RunQuery;
import io.sluice.workflows.details.RunStatus;
import io.temporal.common.converter.EncodedValues;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.DynamicSignalHandler;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Where a run without gates takes messages: it answers {@code status} and ignores every signal, with the reason, on record. */
public final class PlainDesk implements RunQuery {
    private final RunPage page;
    private final IgnoredMessages ignored;
    private final String takes;

    public PlainDesk(RunPage page) {
        this(page, "takes no signals");
    }

    /** @param takes the end of a sentence about the run, such as {@code takes no signals} */
    public PlainDesk(RunPage page, String takes) {
        this.page = page;
        this.takes = takes;
        this.ignored = new IgnoredMessages(page);
    }

    /** Receives messages from now on. */
    public void register() {
        Workflow.registerListener(this);
        Workflow.registerListener((DynamicSignalHandler) this::ignore);
    }

    @Override
    public RunStatus status() {
        return page.status();
    }

    private void ignore(String name, EncodedValues said) {
        String why = "%s %s; cancel it, or wait for it".formatted(page.status().type(), takes);
        ignored.add(name, why, argument(said, 0), argument(said, 1));
    }

    private static @Nullable RawValue argument(EncodedValues said, int index) {
        return index < said.getSize() ? said.get(index, RawValue.class) : null;
    }
}
