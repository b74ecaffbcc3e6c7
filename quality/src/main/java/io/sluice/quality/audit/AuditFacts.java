package io.sluice.quality.audit;

import java.util.List;

/**
 * What is known about a staged snapshot besides its rows.
 *
 * @param snapshotId decimal
 * @param rows rows that were staged; the audit fails when it finds another number. Negative: not known
 * @param quarantined rows refused before staging
 * @param reusedIds rows whose event id comes at another event time, too
 * @param missingColumns columns of the schema that the data did not have
 * @param retypedColumns columns that came with another type, with the types, as a person should read it
 * @param newColumns columns of the data that the schema does not have
 * @param corruptRows rows that could not be read
 * @param quarantineLimit the greatest share (0 to 1) of quarantined rows that needs no decision
 */
public record AuditFacts(
        String dataset,
        String partition,
        String snapshotId,
        int attempt,
        long rows,
        long quarantined,
        long reusedIds,
        List<String> missingColumns,
        List<String> retypedColumns,
        List<String> newColumns,
        long corruptRows,
        boolean emptyAllowed,
        double quarantineLimit) {
    public AuditFacts {
        missingColumns = List.copyOf(missingColumns);
        retypedColumns = List.copyOf(retypedColumns);
        newColumns = List.copyOf(newColumns);
    }
}
