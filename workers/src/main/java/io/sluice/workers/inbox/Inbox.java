package io.sluice.workers.inbox;

import io.sluice.workflows.details.Commands;
import io.sluice.workflows.window.DecisionWindow;
import io.sluice.workflows.window.view.GateView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The gates that wait for people: the next deadline first, then the oldest. */
final class Inbox {
    /** Where the namespace knows Sluice's search attributes. */
    static final String FILTERED =
            "SluiceKind=\"gate\" AND SluiceState=\"AWAITING_DECISION\" AND ExecutionStatus=\"Running\"";
    /** Where it does not: each gate is asked whether it waits. */
    static final String ALL = "WorkflowType=\"QualityGate\" AND ExecutionStatus=\"Running\"";

    private final RunningGates gates;
    private final Clock clock;

    Inbox(RunningGates gates, Clock clock) {
        this.gates = gates;
        this.clock = clock;
    }

    /** The open gates among the first {@code most} that fit a query. */
    List<OpenGate> open(String query, int most) {
        List<OpenGate> open = new ArrayList<>();
        boolean answers = true;
        for (String id : gates.ids(query, most)) {
            // An unanswered question takes ten seconds: where no worker is, one is enough.
            Optional<GateView> view = answers ? gates.status(id) : Optional.empty();
            answers = answers && (view.isPresent() || !open.isEmpty());
            if (view.isEmpty()) {
                open.add(OpenGate.unanswered(id));
            } else if (view.get().waits()) {
                open.add(open(view.get()));
            }
        }
        open.sort(Comparator.comparing((OpenGate gate) -> gate.deadline().isEmpty() ? "~" : gate.deadline())
                .thenComparing(OpenGate::opened)
                .thenComparing(OpenGate::workflowId));
        return open;
    }

    private OpenGate open(GateView view) {
        return new OpenGate(
                view.gateId(),
                view.state(),
                view.gate(),
                view.dataset(),
                view.partition(),
                view.attempt(),
                view.rules().stream()
                        .filter(DecisionWindow::blocks)
                        .map(rule -> rule.rule() + ": " + rule.observed())
                        .toList(),
                view.opened(),
                view.opened().isEmpty() ? "" : words(Duration.between(Instant.parse(view.opened()), clock.instant())),
                view.deadline(),
                remaining(view.deadline()),
                view.approvers(),
                view.approvals().size(),
                view.quorum(),
                view.reportUri(),
                Commands.of(view, view.gateId()));
    }

    private String remaining(String deadline) {
        Duration left = deadline.isEmpty() ? Duration.ZERO : Duration.between(clock.instant(), Instant.parse(deadline));
        return left.isNegative() || left.isZero() ? "" : words(left);
    }

    /** Two units are enough: {@code 3 d 4 h}. */
    static String words(Duration time) {
        long minutes = Math.max(0, time.toMinutes());
        if (minutes >= 24 * 60) {
            return "%d d %d h".formatted(minutes / (24 * 60), minutes / 60 % 24);
        }
        return minutes >= 60 ? "%d h %d min".formatted(minutes / 60, minutes % 60) : minutes + " min";
    }
}
