package io.sluice.quality.report;

import io.sluice.quality.difference.ColumnDifference;
import io.sluice.quality.difference.Difference;
import io.sluice.quality.form.Phrases;
import java.util.Locale;

/** The part of a page that says what would change if the candidate were published. */
final class DifferenceSection {
    private DifferenceSection() {}

    static String html(Difference difference) {
        StringBuilder rows = new StringBuilder();
        difference.columns().forEach(column -> rows.append(row(column)));
        int more = difference.columnsInAll() - difference.columns().size();
        return """
                <h2>What would change</h2>
                <p>Compared with %s: %s rows are added, %s removed, %s changed (%s before, %s now).%s</p>
                <table>
                <thead><tr><th>Column</th><th>Nulls before</th><th>Nulls now</th><th>Drift</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>
                <p>Drift is the population stability index: below 0.1 little moved, above 0.25 much.</p>
                """.formatted(
                        HtmlPage.escaped(difference.reference()),
                        Phrases.whole(difference.added()),
                        Phrases.whole(difference.removed()),
                        Phrases.whole(difference.changed()),
                        Phrases.whole(difference.rowsBefore()),
                        Phrases.whole(difference.rowsNow()),
                        more > 0 ? " " + more + " more columns are not compared." : "",
                        rows);
    }

    private static String row(ColumnDifference column) {
        return "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>%n"
                .formatted(
                        HtmlPage.escaped(column.column()),
                        percent(column.nullsBefore()),
                        percent(column.nullsNow()),
                        column.drift() == null ? "" : String.format(Locale.ROOT, "%.3f", column.drift()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
