package io.sluice.quality.anomaly;

import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.NotEvaluatedException;

/** What is said while there are too few certified partitions to compare with. */
final class ShortHistory {
    private ShortHistory() {}

    /**
     * Passes with a note, so that a new source is not blocked for its first days, unless the expectation wants to be
     * unknown.
     */
    static Judgement judgement(Arguments arguments, Object number, int known, int needed) {
        String note = "there are %d %s to compare with, %d are needed"
                .formatted(known, arguments.surroundings().earlier(), needed);
        if (arguments.choice("on_short_history", "pass").equals("unknown")) {
            throw new NotEvaluatedException(note);
        }
        return Judgement.of(true, number, "not judged yet: " + note);
    }
}
