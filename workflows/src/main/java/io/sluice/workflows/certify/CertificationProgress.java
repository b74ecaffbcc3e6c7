package io.sluice.workflows.certify;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run has done so far.
 *
 * @param days how many were staged
 * @param unsettled how many of them the next run has to look at again
 * @param left days that were not published: this run does not stage them again
 */
public record CertificationProgress(Long days, Long published, Long unsettled, Long rows, List<String> left) {
    /** Nothing yet. */
    public static final CertificationProgress NONE = new CertificationProgress(0L, 0L, 0L, 0L, List.of());

    public CertificationProgress {
        left = List.copyOf(left);
    }

    CertificationProgress plus(CertifiedDay day) {
        if (day.outcome().equals("PUBLISHED")) {
            return new CertificationProgress(days + 1, published + 1, unsettled, rows + day.rows(), left);
        }
        List<String> more = new ArrayList<>(left);
        more.add(day.day());
        boolean rejected = day.outcome().equals("REJECTED");
        return new CertificationProgress(days + 1, published, unsettled + (rejected ? 0 : 1), rows, more);
    }

    long rejected() {
        return days - published - unsettled;
    }
}
