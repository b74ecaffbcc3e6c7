package io.sluice.workflows.ask;

import java.util.List;

/**
 * What differs between two releases.
 *
 * @param definitions {@code kind/name: v1 → v2}, or where only one release has it {@code – → v1}
 * @param tables {@code table: snapshot → snapshot}
 * @param datasets rows and partitions of each gated table that differs
 */
public record ReleaseDifferences(
        String release, String other, List<String> definitions, List<String> tables, List<DatasetDifference> datasets) {
    public ReleaseDifferences {
        definitions = List.copyOf(definitions);
        tables = List.copyOf(tables);
        datasets = List.copyOf(datasets);
    }

    /**
     * What differs of one gated table.
     *
     * @param rowsBefore of all partitions of the older release
     * @param rowsAfter of all partitions of the newer release
     * @param added partitions that only the newer one has
     * @param removed partitions that only the older one has
     * @param changed partitions of another snapshot: {@code 2010-12-01: 310 → 312 rows}
     */
    public record DatasetDifference(
            String dataset,
            long rowsBefore,
            long rowsAfter,
            List<String> added,
            List<String> removed,
            List<String> changed) {
        public DatasetDifference {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
            changed = List.copyOf(changed);
        }
    }
}
