package io.sluice.activities.gate;

import io.sluice.workflows.gate.audit.GateResult;

/** How a gate ended, as a sentence on its page. */
final class Endings {
    private Endings() {}

    /** Empty for a gate that nobody had to decide. */
    static String sentence(GateResult result) {
        String why = result.reason().isBlank() ? "." : ": " + result.reason();
        return switch (result.outcome()) {
            case "PASS", "PASS_WITH_WARNINGS" -> "";
            case "WAIVED" -> "Waived by " + result.decidedBy() + why;
            case "REJECTED" -> "Rejected by " + result.decidedBy() + why;
            case "REMEDIATED" -> "Remediated by " + result.decidedBy() + " with " + result.strategy() + why;
            default -> result.outcome() + (result.decidedBy().isBlank() ? "" : " by " + result.decidedBy()) + why;
        };
    }
}
