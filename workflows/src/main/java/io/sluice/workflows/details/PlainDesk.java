package io.sluice.workflows.details;

import io.temporal.workflow.DynamicSignalHandler;
import io.temporal.workflow.Workflow;

/** Where a run without gates takes messages: it answers {@code status} and ignores every signal, with the reason. */
public final class PlainDesk implements RunQuery {
    private final RunPage page;

    public PlainDesk(RunPage page) {
        this.page = page;
    }

    /** Receives messages from now on. */
    public void register() {
        Workflow.registerListener(this);
        Workflow.registerListener((DynamicSignalHandler) (name, arguments) -> ignore(name));
    }

    @Override
    public RunStatus status() {
        return page.status();
    }

    private void ignore(String name) {
        String shown = name.length() <= 80 ? name : name.substring(0, 80) + "…";
        page.ignored(shown, page.status().type() + " takes no signals; cancel it, or wait for it");
    }
}
