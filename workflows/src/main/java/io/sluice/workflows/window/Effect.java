package io.sluice.workflows.window;

import org.jspecify.annotations.Nullable;

/**
 * What a decision did.
 *
 * @param status APPLIED or IGNORED
 * @param text what happened, or why not, in one sentence
 * @param window the window afterwards; null where none is open
 */
public record Effect(Status status, String text, @Nullable DecisionWindow window) {
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

    public boolean isApplied() {
        return status == Status.APPLIED;
    }
}
