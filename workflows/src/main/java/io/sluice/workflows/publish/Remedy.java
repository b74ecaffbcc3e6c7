package io.sluice.workflows.publish;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people have decided to do differently so far.
 *
 * @param delivery 1 for the first delivery; each REINGEST asks for the next one
 * @param path of the newest REINGEST that named one
 * @param quarantineRules rules whose failing rows are dropped from this delivery
 */
public record Remedy(int delivery, @Nullable String path, List<String> quarantineRules) {
    /** Nothing, so far. */
    public static final Remedy NONE = new Remedy(1, null, List.of());

    public Remedy {
        quarantineRules = List.copyOf(quarantineRules);
    }

    /** The source was sent again. What was decided about the rows of the old delivery does not hold for the new one. */
    public Remedy reingested(@Nullable String from) {
        return new Remedy(delivery + 1, from == null ? path : from, List.of());
    }

    /** Failing rows of more rules are dropped. */
    public Remedy quarantining(List<String> more) {
        Set<String> rules = new LinkedHashSet<>(quarantineRules);
        rules.addAll(more);
        return new Remedy(delivery, path, new ArrayList<>(rules));
    }
}
