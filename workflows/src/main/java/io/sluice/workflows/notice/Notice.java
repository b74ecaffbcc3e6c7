package io.sluice.workflows.notice;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Something about a gate, or a comparison of lanes, that people should know. Holds no name of a person, no reason and no value of a row.
 *
 * @param key unique: the same notice sent twice has the same key
 * @param event OPENED, REMINDED, ESCALATED, HELD, DECIDED or WARNINGS; DIFFERS of a comparison, whose rules say where
 * @param state of the gate: AWAITING_DECISION, HELD, PASS_WITH_WARNINGS, WAIVED, REJECTED or REMEDIATED
 * @param rules {@code <rule> (<severity>)} of those that failed, at most 20
 * @param deadline ISO instant; empty: none
 * @param commands to be typed, each the whole command; none when nothing is to be decided
 * @param at epoch milliseconds
 */
public record Notice(
        String key,
        String event,
        String gateId,
        String gate,
        String dataset,
        String partition,
        String snapshotId,
        int attempt,
        String state,
        List<String> rules,
        String reportUri,
        String deadline,
        List<String> commands,
        long at) {
    /** The event of a comparison of lanes that found differences. */
    public static final String DIFFERS = "DIFFERS";

    public Notice {
        requireNonNull(key, "key is null");
        requireNonNull(event, "event is null");
        requireNonNull(gateId, "gateId is null");
        requireNonNull(state, "state is null");
        rules = List.copyOf(rules);
        commands = List.copyOf(commands);
    }

    /** One sentence. */
    public String sentence() {
        if (event.equals(DIFFERS)) {
            return "Values of %s differ: %s".formatted(dataset, String.join("; ", rules));
        }
        String what = switch (event) {
            case "OPENED" -> "is blocked and waits for a decision";
            case "REMINDED" -> "still waits for a decision";
            case "ESCALATED" -> "still waits for a decision, which more people may take now";
            case "HELD" -> "was not decided before its deadline; it is held, and every verb is still taken";
            case "DECIDED" -> "is decided: " + state;
            default -> "passed with warnings";
        };
        return "Gate %s of %s %s, attempt %d, %s".formatted(gate, dataset, partition, attempt, what);
    }
}
