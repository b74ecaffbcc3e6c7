package io.sluice.workflows.window;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a decision window ended.
 *
 * @param outcome WAIVED, REJECTED or REMEDIATED
 * @param by everybody whose approval counted, or who rejected or remediated
 * @param rules waived, or to be quarantined
 * @param path of a REINGEST; the name of a PATCH or a FIXER
 */
public record Ending(
        String outcome,
        String by,
        String reason,
        String strategy,
        List<String> rules,
        @Nullable String path) {
    public Ending {
        rules = List.copyOf(rules);
    }
}
