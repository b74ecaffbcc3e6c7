package io.sluice.quality.report.page;

import io.sluice.quality.audit.Outcome;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
import java.util.Locale;

/** How good a thing is, as a class of the style sheet and a mark that does without colour. */
enum Tone {
    GREEN("✓"),
    BLUE("i"),
    AMBER("!"),
    RED("✕");

    private final String mark;

    Tone(String mark) {
        this.mark = mark;
    }

    String css() {
        return name().toLowerCase(Locale.ROOT);
    }

    String mark() {
        return mark;
    }

    static Tone of(RuleOutcome rule) {
        if (rule.status() == Status.PASSED) {
            return GREEN;
        }
        return switch (rule.effectiveSeverity()) {
            case INFO -> BLUE;
            case WARNING -> AMBER;
            case ERROR, FATAL -> RED;
        };
    }

    static Tone of(Outcome outcome) {
        return switch (outcome) {
            case PASS -> GREEN;
            case PASS_WITH_WARNINGS -> AMBER;
            case BLOCKED -> RED;
        };
    }

    /** Of the outcome of a gate or an audit by its name. */
    static Tone of(String outcome) {
        return switch (outcome) {
            case "PASS" -> GREEN;
            case "PASS_WITH_WARNINGS", "WAIVED" -> AMBER;
            case "REMEDIATED" -> BLUE;
            default -> RED;
        };
    }
}
