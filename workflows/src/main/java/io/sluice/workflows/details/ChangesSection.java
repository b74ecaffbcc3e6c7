package io.sluice.workflows.details;

import io.sluice.workflows.gate.audit.Changes;
import io.sluice.workflows.gate.audit.ColumnChange;
import java.util.List;
import java.util.Locale;

/** What would change if a gate's candidate were published. */
final class ChangesSection {
    private ChangesSection() {}

    static void write(Markdown page, Changes changes) {
        page.line("")
                .line("If it were published, compared with %s: %d rows added, %d removed, %d changed (%d → %d)."
                        .formatted(
                                Markdown.escape(changes.reference()),
                                changes.added(),
                                changes.removed(),
                                changes.changed(),
                                changes.rowsBefore(),
                                changes.rowsNow()));
        if (changes.columns().isEmpty()) {
            return;
        }
        page.line("").header(List.of("column", "nulls before", "nulls now", "drift (PSI)"));
        for (ColumnChange column : changes.columns()) {
            page.row(List.of(
                    column.column(),
                    percent(column.nullsBefore()),
                    percent(column.nullsNow()),
                    column.drift() == null ? "" : String.format(Locale.ROOT, "%.3f", column.drift())));
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
