package io.sluice.workflows.window;

import io.sluice.workflows.gate.DecisionRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a decision did.
 *
 * @param status APPLIED or IGNORED
 * @param text what happened, or why not, in one sentence
 * @param window the window afterwards; null where none is open
 */
public record Effect(Status status, String text, @Nullable DecisionWindow window) {
    private static final String SEPARATOR = ": ";

    /** Whether a decision counted. */
    public enum Status {
        APPLIED,
        IGNORED
    }

    static Effect applied(String text, DecisionWindow window) {
        return new Effect(Status.APPLIED, text, window);
    }

    static Effect ignored(String why, DecisionWindow window) {
        return new Effect(Status.IGNORED, why, window);
    }

    /** Both as the record of a decision tells them. */
    String recorded() {
        return status + SEPARATOR + text;
    }

    /** Whether a recorded decision counted. */
    static boolean wasApplied(DecisionRecord decision) {
        return decision.effect().startsWith(Status.APPLIED + SEPARATOR);
    }

    /** What a recorded decision did, or why nothing. */
    static String text(DecisionRecord decision) {
        return decision.effect().substring(decision.effect().indexOf(SEPARATOR) + SEPARATOR.length());
    }

    boolean isApplied() {
        return status == Status.APPLIED;
    }
}
