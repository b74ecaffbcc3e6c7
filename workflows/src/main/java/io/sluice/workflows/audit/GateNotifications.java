package io.sluice.workflows.audit;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.Commands;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.audit.RuleResult;
import io.sluice.workflows.notice.Notice;
import io.sluice.workflows.notice.NoticeActivities;
import io.sluice.workflows.window.view.GateView;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells people about a gate without waiting for it: a notice is tried a few times for a while, and whether it arrives changes nothing but
 * a line on the page.
 */
final class GateNotifications {
    /** How long the end of a gate waits for notices that are under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final ActivityOptions OPTIONS = ActivityOptions.newBuilder(ActivityCalls.LIGHT)
            .setStartToCloseTimeout(Duration.ofSeconds(20))
            .setScheduleToCloseTimeout(Duration.ofMinutes(30))
            .setRetryOptions(RetryOptions.newBuilder(ActivityCalls.LIGHT.getRetryOptions())
                    .setMaximumAttempts(8)
                    .setMaximumInterval(Duration.ofMinutes(5))
                    .build())
            .build();

    private final RunPage page;
    private final List<Promise<Void>> underWay = new ArrayList<>();
    private final Set<String> told = new LinkedHashSet<>();

    GateNotifications(RunPage page) {
        this.page = page;
    }

    /** The gate has opened its decision window. */
    void opened(GateView view) {
        tell("OPENED", "opened", view);
    }

    /** Tells of the steps of the clock that are new. */
    void changed(GateView view) {
        for (DecisionRecord said : view.recent()) {
            if (said.channel().equals("timer") && told.add(said.decisionId())) {
                String event = switch (said.verb()) {
                    case "remind" -> "REMINDED";
                    case "escalate" -> "ESCALATED";
                    default -> "HELD";
                };
                if (!event.equals("HELD") || view.state().equals("HELD")) {
                    tell(event, said.decisionId(), view);
                }
            }
        }
    }

    /** The gate has ended. */
    void closed(GateView view, boolean byPeople) {
        if (byPeople) {
            tell("DECIDED", "closed", view);
        } else if (view.state().equals("PASS_WITH_WARNINGS")) {
            tell("WARNINGS", "closed", view);
        }
        Workflow.await(PATIENCE, () -> underWay.stream().allMatch(Promise::isCompleted));
    }

    private void tell(String event, String which, GateView view) {
        NoticeActivities activities = Workflow.newActivityStub(
                NoticeActivities.class,
                ActivityOptions.newBuilder(OPTIONS)
                        .setSummary("tell people: " + event)
                        .build());
        underWay.add(Async.procedure(activities::tell, notice(event, which, view))
                .handle((done, failure) -> {
                    if (failure instanceof ActivityFailure) {
                        page.done("nobody could be told (%s): %s".formatted(event, why(failure)));
                    }
                    return null;
                }));
    }

    private static String why(Throwable failure) {
        return failure.getCause() instanceof ApplicationFailure known
                ? String.valueOf(known.getOriginalMessage())
                : String.valueOf(failure.getCause().getMessage());
    }

    private static Notice notice(String event, String which, GateView view) {
        boolean open = view.waits();
        return new Notice(
                view.gateId() + "/" + which + "/" + event,
                event,
                view.gateId(),
                view.gate(),
                view.dataset(),
                view.partition(),
                view.snapshotId(),
                view.attempt(),
                view.state(),
                view.rules().stream().map(GateNotifications::rule).toList(),
                view.reportUri(),
                view.deadline(),
                open
                        ? Commands.of(view, view.gateId()).stream()
                                .map(Commands.Command::text)
                                .toList()
                        : List.of(),
                Workflow.currentTimeMillis());
    }

    private static String rule(RuleResult rule) {
        return "%s (%s)".formatted(rule.rule(), rule.severity());
    }
}
