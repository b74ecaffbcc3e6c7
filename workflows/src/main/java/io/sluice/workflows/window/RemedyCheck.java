package io.sluice.workflows.window;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.decision.Decision;
import io.sluice.workflows.decision.Remediate;
import io.sluice.workflows.decision.Verb;
import io.sluice.workflows.registry.RegistryActivities;
import io.sluice.workflows.registry.RemedyRequest;
import io.sluice.workflows.window.view.GateSubject;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the registry whether a remediation can be done: a patch or fixer may have been registered since the gate opened, and a wrong
 * name shall not cost an attempt.
 */
final class RemedyCheck {
    private static final List<String> ASKED = List.of(Remediate.PATCH, Remediate.FIXER, Remediate.PREVIOUS);

    private RemedyCheck() {}

    /** Whether the registry has a say about this decision. */
    static boolean concerns(Decision decision) {
        return decision.verb() == Verb.REMEDIATE && ASKED.contains(decision.strategy());
    }

    /** Why it cannot be done, or null. Takes a while, in which others may decide. */
    static @Nullable String refusal(GateSubject subject, Decision decision) {
        String name = decision.path() == null ? "" : decision.path();
        try {
            String refusal = ActivityCalls.light(
                            RegistryActivities.class, "may %s %s be done".formatted(decision.strategy(), name))
                    .checkRemedy(new RemedyRequest(subject.dataset(), subject.partition(), decision.strategy(), name));
            return refusal.isEmpty() ? null : refusal;
        } catch (ActivityFailure e) {
            if (e.getCause() instanceof ApplicationFailure failure) {
                return "%s could not be looked up: %s".formatted(decision.strategy(), failure.getOriginalMessage());
            }
            throw e;
        }
    }
}
