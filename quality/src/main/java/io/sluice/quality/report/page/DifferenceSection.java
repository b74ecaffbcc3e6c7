package io.sluice.quality.report.page;

import io.sluice.quality.difference.ColumnDifference;
import io.sluice.quality.difference.Difference;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.report.page.html.Html;
import java.util.Locale;

/** What would change if the candidate were published: counts and shares, no values. */
final class DifferenceSection {
    private DifferenceSection() {}

    static void write(Html page, Difference difference) {
        page.raw("<section>\n<h2>What would change</h2>\n");
        page.line(
                "<p>Compared with <bdi>%s</bdi>: %s rows are added, %s removed, %s changed (%s before, %s now).</p>",
                difference.reference(),
                Phrases.whole(difference.added()),
                Phrases.whole(difference.removed()),
                Phrases.whole(difference.changed()),
                Phrases.whole(difference.rowsBefore()),
                Phrases.whole(difference.rowsNow()));
        page.raw("<table>\n<tr><th>Column</th><th>Nulls before</th><th>Nulls now</th><th>Drift</th></tr>\n");
        difference.columns().forEach(column -> row(page, column));
        page.raw("</table>\n");
        int more = difference.columnsInAll() - difference.columns().size();
        page.line(
                "<p>Drift is the population stability index: below 0.1 little moved, above 0.25 much.%s</p>\n</section>",
                more > 0 ? " " + more + " more columns are not compared." : "");
    }

    private static void row(Html page, ColumnDifference column) {
        page.line(
                "<tr><td><bdi>%s</bdi></td><td>%s</td><td>%s</td><td>%s</td></tr>",
                column.column(),
                percent(column.nullsBefore()),
                percent(column.nullsNow()),
                column.drift() == null ? "" : String.format(Locale.ROOT, "%.3f", column.drift()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
