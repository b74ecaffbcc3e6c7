package io.sluice.workflows.publish;

import io.sluice.definitions.name.Nearest;
import io.sluice.workflows.decision.Verb;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.details.RunStatus;
import io.sluice.workflows.window.view.GateNotices;
import io.sluice.workflows.window.view.GateView;
import io.temporal.common.converter.EncodedValues;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.DynamicSignalHandler;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a run that waits for gates takes signals: verbs go on to the one open gate, the rest is ignored with a reason. */
public final class RunDesk implements RunHandlers {
    private final RunPage page;
    private final GateWatch watch;
    private final IgnoredMessages ignored;
    private final VerbForwarder forwarder;
    private final List<String> names;

    public RunDesk(RunPage page, GateWatch watch) {
        this(page, watch, List.of());
    }

    /** @param more signals that people may send to this run besides the verbs; somebody else receives them */
    public RunDesk(RunPage page, GateWatch watch, List<String> more) {
        this.names = Stream.concat(more.stream(), Verb.names().stream()).toList();
        this.page = page;
        this.watch = watch;
        this.ignored = new IgnoredMessages(page);
        this.forwarder = new VerbForwarder(watch, ignored);
    }

    /** Receives signals from now on, those of unknown names included. */
    public void register() {
        Workflow.registerListener(this);
        Workflow.registerListener((DynamicSignalHandler) this::unknown);
    }

    @Override
    public void approve(@Nullable RawValue input, @Nullable RawValue more) {
        forwarder.forward(Verb.APPROVE, input, more);
    }

    @Override
    public void reject(@Nullable RawValue input, @Nullable RawValue more) {
        forwarder.forward(Verb.REJECT, input, more);
    }

    @Override
    public void remediate(@Nullable RawValue input, @Nullable RawValue more) {
        forwarder.forward(Verb.REMEDIATE, input, more);
    }

    @Override
    public void extend(@Nullable RawValue input, @Nullable RawValue more) {
        forwarder.forward(Verb.EXTEND, input, more);
    }

    @Override
    public void reassign(@Nullable RawValue input, @Nullable RawValue more) {
        forwarder.forward(Verb.REASSIGN, input, more);
    }

    @Override
    public void comment(@Nullable RawValue input, @Nullable RawValue more) {
        forwarder.forward(Verb.COMMENT, input, more);
    }

    @Override
    public void gateOpened(@Nullable RawValue view, @Nullable RawValue more) {
        notice(GateNotices.OPENED, view);
    }

    @Override
    public void gateChanged(@Nullable RawValue view, @Nullable RawValue more) {
        notice(GateNotices.CHANGED, view);
    }

    @Override
    public void gateClosed(@Nullable RawValue view, @Nullable RawValue more) {
        notice(GateNotices.CLOSED, view);
    }

    @Override
    public RunStatus status() {
        return page.status();
    }

    /** Shows and writes down something that was said and that has no effect. */
    public void ignore(String name, String why) {
        ignored.add(name, why, null, null);
    }

    /** Writes down something that was said and that has its effect. */
    public void applied(String name, String by, String reason) {
        ignored.applied(name, by, reason);
    }

    private void notice(String name, @Nullable RawValue view) {
        boolean known = GateView.from(view).filter(watch::seen).isPresent();
        if (!known) {
            page.ignored(name, "this run waits for no such gate");
        }
    }

    private void unknown(String name, EncodedValues arguments) {
        String shown = IgnoredMessages.shown(name);
        ignored.add(
                name,
                "unknown signal %s%s; the signals are %s"
                        .formatted(shown, Nearest.hint(shown, names), String.join(", ", names)),
                null,
                null);
    }
}
