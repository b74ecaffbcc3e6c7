package io.sluice.activities.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;

/** Which generation of which version of a view was live at an instant: that of the last swap at or before it. */
final class LiveGenerations implements UDF1<Long, String> {
    private static final long serialVersionUID = 1;

    private record Swap(long at, String definition, long generation) implements Serializable {}

    private final ArrayList<Swap> swaps;

    private LiveGenerations(ArrayList<Swap> swaps) {
        this.swaps = swaps;
    }

    /** @param rows instant, definition version, generation; of swaps at one instant the greatest generation counts */
    static LiveGenerations of(List<Row> rows) {
        ArrayList<Swap> swaps = new ArrayList<>();
        rows.forEach(row -> swaps.add(new Swap(row.getLong(0), row.getString(1), row.getLong(2))));
        swaps.sort(Comparator.comparingLong(Swap::at)
                .thenComparing(Swap::definition)
                .thenComparingLong(Swap::generation));
        return new LiveGenerations(swaps);
    }

    /** A generation of a version of a view: of different ones they may share a number. */
    static String name(String definition, long generation) {
        return definition + "/" + generation;
    }

    @Override
    public @Nullable String call(@Nullable Long instant) {
        if (instant == null) {
            return null;
        }
        int low = 0;
        int high = swaps.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (swaps.get(middle).at() <= instant) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0
                ? null
                : name(swaps.get(low - 1).definition(), swaps.get(low - 1).generation());
    }
}
