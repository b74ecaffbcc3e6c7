package io.sluice.quality.report.page.picture;

import io.sluice.quality.form.Phrases;
import io.sluice.quality.history.Point;
import io.sluice.quality.report.page.html.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The trend of a metric as a small line: the last certified partitions, and the value of now as a dot at its end. */
public final class Sparkline {
    private static final int POINTS = 30;
    private static final double WIDTH = 120;
    private static final double HEIGHT = 30;
    private static final double MARGIN = 4;

    private Sparkline() {}

    /** @param unit what follows a number, for example {@code " %"} */
    public static String of(String metric, List<Point> past, double now, String unit) {
        List<Point> shown = past.subList(Math.max(0, past.size() - POINTS), past.size()).stream()
                .filter(point -> Double.isFinite(point.value()))
                .toList();
        if (shown.isEmpty() || !Double.isFinite(now)) {
            return "";
        }
        List<Double> values = new ArrayList<>();
        shown.forEach(point -> values.add(point.value()));
        values.add(now);
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double greatest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            path.append(i == 0 ? "M" : "L")
                    .append(at(i, values.size()))
                    .append(' ')
                    .append(at(values.get(i), least, greatest));
        }
        String label = Html.escaped(label(metric, shown, now, unit));
        return """
                <figure class="trend"><svg viewBox="0 0 120 30" role="img" aria-label="%s"><title>%s</title>\
                <path d="%s"/><circle cx="%s" cy="%s" r="2.6"/></svg><figcaption>%s, last %s</figcaption></figure>
                """.formatted(
                        label,
                        label,
                        path,
                        at(values.size() - 1, values.size()),
                        at(now, least, greatest),
                        Html.escaped(metric),
                        shown.size() + 1);
    }

    private static String label(String metric, List<Point> shown, double now, String unit) {
        double last = shown.get(shown.size() - 1).value();
        return "%s: %s now; on the %s before, %s at least, %s at most, %s last (%s)"
                .formatted(
                        metric,
                        Phrases.number(now) + unit,
                        shown.size() == 1 ? "certified partition" : shown.size() + " certified partitions",
                        Phrases.number(shown.stream()
                                        .mapToDouble(Point::value)
                                        .min()
                                        .orElse(0))
                                + unit,
                        Phrases.number(shown.stream()
                                        .mapToDouble(Point::value)
                                        .max()
                                        .orElse(0))
                                + unit,
                        Phrases.number(last) + unit,
                        shown.get(shown.size() - 1).partition());
    }

    private static String at(int i, int count) {
        return rounded(MARGIN + (WIDTH - 2 * MARGIN) * i / (count - 1));
    }

    private static String at(double value, double least, double greatest) {
        // Halves first: the difference may be more than a double holds.
        double range = greatest / 2 - least / 2;
        double share = range == 0 ? 0.5 : (value / 2 - least / 2) / range;
        return rounded(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * share);
    }

    private static String rounded(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
