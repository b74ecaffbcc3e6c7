package io.sluice.definitions.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Two versions of a definition, field by field. */
final class Differences {
    private static final int LONGEST = 300;

    private Differences() {}

    /** One sentence for each field that differs, by name. */
    static List<String> between(Map<String, String> before, Map<String, String> after) {
        Set<String> fields = new TreeSet<>(before.keySet());
        fields.addAll(after.keySet());
        List<String> differences = new ArrayList<>();
        for (String field : fields) {
            String old = before.get(field);
            String now = after.get(field);
            if (now == null) {
                differences.add(field + " was " + shortened(String.valueOf(old)) + " and is gone");
            } else if (old == null) {
                differences.add(field + " is now " + shortened(now));
            } else if (!old.equals(now)) {
                differences.add(field + " was " + shortened(old) + " and is now " + shortened(now));
            }
        }
        return differences;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
