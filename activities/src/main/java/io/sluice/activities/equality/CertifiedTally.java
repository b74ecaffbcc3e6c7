package io.sluice.activities.equality;

import io.sluice.activities.certify.CertifiedEquality.ComparedDay;
import io.sluice.activities.certify.DifferingRow;
import io.sluice.workflows.equality.EqualityNumbers;
import java.util.ArrayList;
import java.util.List;

/** Counts differing rows of certified days per feature, event by event. Not thread-safe. */
final class CertifiedTally implements DifferingRow.Visitor {
    private final List<FeatureRows> views;
    private final List<List<FeatureTally>> tallies = new ArrayList<>();
    private final FeatureTally rows = new FeatureTally();
    private final List<DifferingRow> archived = new ArrayList<>();
    private final List<DifferingRow> trusted = new ArrayList<>();
    private String event = "";

    CertifiedTally(List<FeatureRows> views) {
        this.views = List.copyOf(views);
        for (FeatureRows view : views) {
            List<FeatureTally> features = new ArrayList<>();
            view.features().forEach(feature -> features.add(new FeatureTally()));
            tallies.add(features);
        }
    }

    @Override
    public void take(DifferingRow row) {
        String next = row.day() + " " + row.eventId();
        if (!next.equals(event)) {
            flush();
            event = next;
        }
        (row.more() > 0 ? archived : trusted).add(row);
    }

    private void flush() {
        if (archived.isEmpty() && trusted.isEmpty()) {
            return;
        }
        String day = (archived.isEmpty() ? trusted : archived).get(0).day();
        rows.add(Math.max(times(archived), times(trusted)), null, day);
        for (int i = 0; i < views.size(); i++) {
            views.get(i).count(archived, trusted, tallies.get(i));
        }
        archived.clear();
        trusted.clear();
    }

    private static long times(List<DifferingRow> rows) {
        return rows.stream().mapToLong(row -> Math.abs(row.more())).sum();
    }

    /** Whole rows first, then feature by feature: how many of the rows of these days give the same. */
    List<EqualityNumbers> numbers(List<ComparedDay> days) {
        flush();
        long same =
                days.stream().mapToLong(day -> day.archived() - day.missing()).sum();
        long compared = same + rows.numbers("", "", 0).different();
        List<EqualityNumbers> numbers = new ArrayList<>();
        numbers.add(rows.numbers("", "", compared));
        for (int i = 0; i < views.size(); i++) {
            FeatureRows view = views.get(i);
            for (int j = 0; j < view.features().size(); j++) {
                numbers.add(tallies.get(i)
                        .get(j)
                        .numbers(view.view(), view.features().get(j), compared));
            }
        }
        return numbers;
    }
}
