package io.sluice.activities.lake;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Asks to stage the whole new content of some partitions.
 *
 * @param wapId run and gate attempt, see {@link SummaryKeys#wapId}
 * @param dataFiles written but in no published snapshot; all in {@code partitions}
 * @param partitions every partition value that publishing replaces; those without a file become empty
 * @param base the snapshot whose rows in {@code partitions} went into the new content: when they have changed since, staging is refused;
 *     null when none did
 * @param summary properties of the snapshot, see {@link SummaryKeys}
 */
public record Replacement(
        TableIdentifier table,
        String wapId,
        List<DataFile> dataFiles,
        List<String> partitions,
        @Nullable Long base,
        Map<String, String> summary) {
    /** New content that is no function of what is there. */
    public Replacement(
            TableIdentifier table,
            String wapId,
            List<DataFile> dataFiles,
            List<String> partitions,
            Map<String, String> summary) {
        this(table, wapId, dataFiles, partitions, null, summary);
    }

    public Replacement {
        dataFiles = List.copyOf(dataFiles);
        partitions = List.copyOf(partitions);
        summary = Collections.unmodifiableMap(new LinkedHashMap<>(summary));
        if (partitions.isEmpty()) {
            throw new IllegalArgumentException("Invalid replacement of no partition in " + table);
        }
    }
}
