package io.sluice.quality.report.page.picture;

import io.sluice.quality.form.Phrases;
import io.sluice.quality.profile.TextProfile;
import io.sluice.quality.profile.ValueCount;
import io.sluice.quality.report.page.html.Html;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The most frequent texts of a column as bars, each with a line where its share was in a reference. */
public final class TopValues {
    private static final int MOST = 6;

    /** So many that were among the most frequent of the reference and no longer are. */
    private static final int GONE = 3;

    private final TextProfile now;
    private final @Nullable TextProfile reference;
    private final List<String> values;
    private final double peak;

    private TopValues(TextProfile now, @Nullable TextProfile reference) {
        this.now = now;
        this.reference = reference;
        List<String> shown = first(now, MOST);
        List<String> gone = reference == null
                ? List.of()
                : first(reference, MOST).stream()
                        .filter(value -> !shown.contains(value))
                        .limit(GONE)
                        .toList();
        this.values = Stream.concat(shown.stream(), gone.stream()).toList();
        this.peak = values.stream()
                .mapToDouble(value -> Math.max(share(now, value), reference == null ? 0 : share(reference, value)))
                .max()
                .orElse(0);
    }

    /** @param name of the reference; not used without one */
    public static String of(TextProfile now, @Nullable TextProfile reference, String name) {
        @Nullable TextProfile other = reference == null || reference.values() == 0 ? null : reference;
        TopValues top = new TopValues(now, other);
        return top.values.isEmpty() ? "" : top.table(name);
    }

    private static List<String> first(TextProfile profile, int most) {
        return profile.top().stream().limit(most).map(ValueCount::value).toList();
    }

    private String table(String name) {
        StringBuilder rows = new StringBuilder();
        values.forEach(value -> rows.append(row(value)));
        String was = reference == null
                ? ""
                : "<th class=\"n\"><span class=\"key was\">%s</span></th>".formatted(Html.escaped(name));
        return """
                <table class="tops"><tr><th>most frequent</th><th></th><th class="n"><span class="key now">now</span></th>%s</tr>
                %s</table>
                """.formatted(was, rows);
    }

    private String row(String value) {
        double share = share(now, value);
        String line = reference == null
                ? ""
                : "<rect class=\"was\" x=\"%s\" width=\"0.8\" height=\"1\"/>".formatted(width(share(reference, value)));
        String was = reference == null ? "" : "<td class=\"n\">%s</td>".formatted(count(reference, value));
        return """
                <tr><td><bdi>%s</bdi></td><td><svg viewBox="0 0 100.8 1" preserveAspectRatio="none" aria-hidden="true">\
                <rect class="bars" width="%s" height="1"/>%s</svg></td><td class="n">%s</td>%s</tr>
                """.formatted(
                value.isEmpty() ? "<i>empty</i>" : Html.escaped(value), width(share), line, count(now, value), was);
    }

    private String width(double share) {
        return String.format(Locale.ROOT, "%.1f", peak == 0 ? 0 : 100 * share / peak);
    }

    private static String count(TextProfile profile, String value) {
        OptionalLong rows = profile.rowsWith(value);
        return rows.isPresent()
                ? "%s · %s".formatted(Phrases.whole(rows.getAsLong()), percent(share(profile, value)))
                : rare(profile);
    }

    /** Not among those that were kept, so no more frequent than the last of them. */
    private static String rare(TextProfile profile) {
        return profile.top().isEmpty()
                ? "1 at most"
                : Phrases.whole(profile.top().get(profile.top().size() - 1).rows()) + " at most";
    }

    private static double share(TextProfile profile, String value) {
        return profile.values() == 0 ? 0 : (double) profile.rowsWith(value).orElse(0) / profile.values();
    }

    private static String percent(double share) {
        return share > 0 && share < 0.0005 ? "&lt; 0.1 %" : String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
