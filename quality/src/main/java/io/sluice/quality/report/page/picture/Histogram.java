package io.sluice.quality.report.page.picture;

import io.sluice.quality.form.Phrases;
import io.sluice.quality.profile.ColumnProfile;
import io.sluice.quality.report.page.html.Html;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * How a column is spread, as bars, and how a reference was, as a line over them. Both are drawn as densities, so that they
 * compare even where their bins differ.
 */
public final class Histogram {
    private static final double WIDTH = 480;
    private static final double HEIGHT = 110;
    private static final double TOP = 6;

    private final ColumnProfile now;
    private final @Nullable ColumnProfile reference;
    private final double low;
    private final double high;
    private final double peak;

    private Histogram(ColumnProfile now, @Nullable ColumnProfile reference) {
        this.now = now;
        this.reference = reference;
        double from = now.edges().get(0);
        double to = last(now.edges());
        this.low = reference == null ? from : Math.min(from, reference.edges().get(0));
        this.high = reference == null ? to : Math.max(to, last(reference.edges()));
        this.peak = Math.max(peak(now), reference == null ? 0 : peak(reference));
    }

    /** @param name of the reference; not used without one */
    public static String of(ColumnProfile now, @Nullable ColumnProfile reference, String name) {
        @Nullable ColumnProfile other = reference == null || !isDrawable(reference) ? null : reference;
        return isDrawable(now) ? new Histogram(now, other).svg(name) : "";
    }

    private static boolean isDrawable(ColumnProfile profile) {
        return profile.edges().size() > 1
                && Double.isFinite(last(profile.edges()) - profile.edges().get(0));
    }

    private String svg(String name) {
        StringBuilder bars = new StringBuilder();
        for (int i = 0; i < now.counts().size(); i++) {
            double x = x(now.edges().get(i));
            double width = Math.max(x(now.edges().get(i + 1)) - x - 1, 0.8);
            double y = y(density(now, i));
            bars.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
                    .formatted(rounded(x), rounded(y), rounded(width), rounded(HEIGHT - y)));
        }
        String label = Html.escaped(label(name));
        String legend = reference == null ? "" : "<span class=\"key was\">" + Html.escaped(name) + "</span>";
        return """
                <figure class="spread"><svg viewBox="0 0 480 112" preserveAspectRatio="none" role="img" aria-label="%s">\
                <title>%s</title><g class="bars">%s</g>%s<path class="floor" d="M0 110.5H480"/></svg>
                <figcaption><span>%s</span><span class="keys"><span class="key now">now</span>%s</span><span>%s</span></figcaption></figure>
                """.formatted(
                        label,
                        label,
                        bars,
                        reference == null ? "" : "<path class=\"was\" d=\"" + steps(reference) + "\"/>",
                        Phrases.number(low),
                        legend,
                        Phrases.number(high));
    }

    private String label(String name) {
        String text = "Histogram of %s: most of %s values are between %s and %s; %s below, %s above"
                .formatted(
                        now.column(),
                        Phrases.whole(now.values()),
                        Phrases.number(now.edges().get(0)),
                        Phrases.number(last(now.edges())),
                        Phrases.whole(now.below()),
                        Phrases.whole(now.above()));
        return reference == null
                ? text
                : text + ". Line: " + name + ", between "
                        + Phrases.number(reference.edges().get(0)) + " and " + Phrases.number(last(reference.edges()));
    }

    private String steps(ColumnProfile profile) {
        StringBuilder path = new StringBuilder("M" + rounded(x(profile.edges().get(0))) + " " + rounded(HEIGHT));
        for (int i = 0; i < profile.counts().size(); i++) {
            path.append("V").append(rounded(y(density(profile, i))));
            path.append("H").append(rounded(x(profile.edges().get(i + 1))));
        }
        return path.append("V").append(rounded(HEIGHT)).toString();
    }

    private double x(double value) {
        return (value - low) / (high - low) * WIDTH;
    }

    /** By the square root, so that small bins are seen beside a great one. */
    private double y(double density) {
        return peak == 0 ? HEIGHT : HEIGHT - (HEIGHT - TOP) * Math.sqrt(density / peak);
    }

    private static double peak(ColumnProfile profile) {
        return DoubleStream.iterate(0, i -> i < profile.counts().size(), i -> i + 1)
                .map(i -> density(profile, (int) i))
                .max()
                .orElse(0);
    }

    private static double density(ColumnProfile profile, int bin) {
        double width = profile.edges().get(bin + 1) - profile.edges().get(bin);
        return width <= 0 || profile.values() == 0 ? 0 : profile.counts().get(bin) / (double) profile.values() / width;
    }

    private static double last(List<Double> edges) {
        return edges.get(edges.size() - 1);
    }

    private static String rounded(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
