package io.sluice.activities.ingest.reprocess;

import io.sluice.activities.ingest.StagedFacts;
import io.sluice.activities.ingest.StagingColumns;
import io.sluice.activities.ingest.StagingColumns.Status;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What became of the open rows of a partition.
 *
 * @param refused those that stay, the ones among them that are no longer in landing included
 */
record Counts(long passed, long duplicates, long late, long overlap, long refused) {
    static Counts of(Dataset<Row> open, Dataset<Row> decided) {
        Map<Status, Long> found = new EnumMap<>(Status.class);
        for (Row row : decided.groupBy(StagingColumns.STATUS).count().collectAsList()) {
            found.put(Status.valueOf(row.getString(0)), row.getLong(1));
        }
        long passed = found.getOrDefault(Status.KEPT, 0L);
        long duplicates = found.getOrDefault(Status.DUPLICATE, 0L);
        long late = found.getOrDefault(Status.DROPPED, 0L);
        long overlap = found.getOrDefault(Status.OVERLAP, 0L);
        return new Counts(passed, duplicates, late, overlap, open.count() - passed - duplicates - late - overlap);
    }

    /** From {@link #texts}. */
    static Counts of(List<String> texts) {
        List<Long> numbers = texts.stream().map(Long::parseLong).toList();
        return new Counts(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4));
    }

    List<String> texts() {
        return List.of(passed, duplicates, late, overlap, refused).stream()
                .map(String::valueOf)
                .toList();
    }

    long dropped() {
        return late + overlap;
    }

    /** What is to be said of the partition with the rows that pass. */
    StagedFacts facts(StagedFacts published) {
        long rows = published.rows() + passed;
        long copies = published.duplicates() + duplicates;
        long dropped = published.dropped() + late;
        long beside = published.overlap() + overlap;
        return new StagedFacts(
                rows + refused + copies + dropped + published.late() + beside,
                rows,
                refused,
                copies,
                dropped,
                published.late(),
                beside,
                published.reused(),
                0,
                List.of(),
                List.of(),
                List.of());
    }
}
