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
 * @param mends what is applied to its rows, in this order: {@code patch/<name>} or {@code fixer/<name>}
 * @param carried whether the last certified values take the place of this delivery
 */
public record Remedy(
        int delivery, @Nullable String path, List<String> quarantineRules, List<String> mends, boolean carried) {
    /** Nothing, so far. */
    public static final Remedy NONE = new Remedy(1, null, List.of(), List.of(), false);

    public Remedy {
        quarantineRules = List.copyOf(quarantineRules);
        mends = List.copyOf(mends);
    }

    /** The source was sent again. What was decided about the rows of the old delivery does not hold for the new one. */
    public Remedy reingested(@Nullable String from) {
        return new Remedy(delivery + 1, from == null ? path : from, List.of(), List.of(), false);
    }

    /** Failing rows of more rules are dropped. */
    public Remedy quarantining(List<String> more) {
        return new Remedy(delivery, path, joined(quarantineRules, more), mends, carried);
    }

    /** One more patch or fixer is applied. */
    public Remedy mending(List<String> more) {
        return new Remedy(delivery, path, quarantineRules, joined(mends, more), carried);
    }

    /** The last certified values are taken instead. */
    public Remedy carrying() {
        return new Remedy(delivery, path, quarantineRules, mends, true);
    }

    private static List<String> joined(List<String> some, List<String> more) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return new ArrayList<>(all);
    }
}
