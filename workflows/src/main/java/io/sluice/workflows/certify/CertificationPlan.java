package io.sluice.workflows.certify;

import java.util.List;

/**
 * What is to be certified, and from which state of the archive.
 *
 * @param days in the order in which they are to be staged: changed ones first
 * @param more whether there are others after these
 * @param sentence for people: what there is, and why not more
 */
public record CertificationPlan(ArchivePin archive, List<String> days, Boolean more, String sentence) {
    public CertificationPlan {
        days = List.copyOf(days);
    }
}
