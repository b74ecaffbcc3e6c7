package io.sluice.quality.report;

import static java.util.Objects.requireNonNull;

import io.sluice.quality.difference.Difference;
import io.sluice.quality.history.History;
import io.sluice.quality.profile.TableProfile;
import io.sluice.quality.report.page.NextStep;
import io.sluice.quality.report.page.Remark;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page tells beside the result itself.
 *
 * @param run that staged the snapshot; empty when nobody knows
 * @param at when the audit ended; null when it does not matter
 * @param profile of the audited rows
 * @param reference what the profile is compared with
 * @param referenceName what that is, for example the last certified partition; empty without one
 * @param remarks earlier decisions about this partition, in order of time
 * @param steps what a person can do now; empty when there is nothing to decide
 * @param index where the list of all gates is, relative to the page; empty: there is none
 * @param difference against what is published; null: nothing was compared
 */
public record ReportContext(
        ReportHead head,
        String run,
        @Nullable Instant at,
        History history,
        TableProfile profile,
        TableProfile reference,
        String referenceName,
        List<Remark> remarks,
        List<NextStep> steps,
        String index,
        @Nullable Difference difference) {
    public ReportContext {
        requireNonNull(head, "head is null");
        remarks = List.copyOf(remarks);
        steps = List.copyOf(steps);
    }

    /** No more is known than which gate it was. */
    public static ReportContext of(ReportHead head) {
        return new ReportContext(
                head,
                "",
                null,
                History.none(),
                TableProfile.NONE,
                TableProfile.NONE,
                "",
                List.of(),
                List.of(),
                "",
                null);
    }
}
