package io.sluice.quality.drift;

import io.sluice.quality.pinned.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A profile in the shape of a partition object, for reports. */
final class Shown {
    private Shown() {}

    /** Shares of all values, 0 to 1; numbers with a weight below the first and from the last edge on; {@code count} is how many values there are. */
    static Map<String, Object> tree(Profile profile) {
        double values = Math.max(1, profile.values());
        List<Double> shares =
                profile.counts().stream().map(count -> count / values).toList();
        Map<String, Object> tree = new LinkedHashMap<>();
        if (profile.isNumeric()) {
            tree.put("bins", profile.edges());
            tree.put("weights", shares.subList(1, shares.size() - 1));
            tree.put("tail_weights", List.of(shares.get(0), shares.get(shares.size() - 1)));
        } else {
            tree.put("values", profile.categories());
            tree.put("weights", shares);
            tree.put("others", profile.others() / values);
        }
        tree.put("missing", profile.missing());
        tree.put("count", profile.values());
        return tree;
    }
}
