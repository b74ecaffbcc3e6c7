package io.sluice.activities.known;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.metric.MetricHistory;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.model.Source.Partitioning;
import io.sluice.definitions.time.Partition;
import io.sluice.quality.history.History;
import io.sluice.quality.known.KnownTable;
import io.sluice.quality.known.ReceivedFile;
import io.sluice.quality.known.SupplierManifest;
import io.sluice.quality.known.Surroundings;
import io.sluice.quality.pinned.Profile;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Surroundings of one staged snapshot, read from the lake when an expectation asks. */
public final class LakeSurroundings implements Surroundings {
    /** More earlier partitions are not compared with. */
    private static final int HISTORY = 400;

    private static final String READ = "sluice.read";

    private final Lake lake;
    private final SparkSession session;
    private final SystemTables tables;
    private final Instant now;
    private final String dataset;
    private final String partition;
    private final Map<String, String> summary;
    private final Map<String, Optional<KnownTable>> known = new HashMap<>();
    private @Nullable History history;

    /**
     * @param now when a profile that is made is said to be made; enters no verdict
     * @param summary of the staged snapshot
     */
    public LakeSurroundings(
            Lake lake,
            SparkSession session,
            Instant now,
            String dataset,
            String partition,
            Map<String, String> summary) {
        this.lake = requireNonNull(lake, "lake is null");
        this.session = requireNonNull(session, "session is null");
        this.tables = new SystemTables(lake);
        this.now = requireNonNull(now, "now is null");
        this.dataset = requireNonNull(dataset, "dataset is null");
        this.partition = requireNonNull(partition, "partition is null");
        this.summary = Map.copyOf(summary);
    }

    @Override
    public Optional<Instant> partitionEnd() {
        String last = partition.substring(partition.lastIndexOf("..") < 0 ? 0 : partition.lastIndexOf("..") + 2);
        return partitioning(last)
                .map(unit -> Instant.ofEpochMilli(Partition.parse(last, unit).end()));
    }

    @Override
    public Optional<Instant> extractionTime() {
        return Optional.ofNullable(summary.get(SummaryKeys.EXTRACTED_AT))
                .map(Long::parseLong)
                .filter(millis -> millis > 0)
                .map(Instant::ofEpochMilli);
    }

    @Override
    public Optional<List<ReceivedFile>> files() {
        return new DeliveredFiles(lake, session).of(dataset, partition, summary);
    }

    /** A day in which both lanes have rows names the delivery of the batch: its files are asked about. */
    @Override
    public boolean isStreamed() {
        return summary.containsKey(SummaryKeys.STREAM_ROWS) && !summary.containsKey(DeliveredFiles.DELIVERY);
    }

    @Override
    public Optional<SupplierManifest> manifest() {
        return new DeliveredFiles(lake, session).manifest(dataset, partition, summary);
    }

    @Override
    public Optional<Long> receivedRows() {
        return Optional.ofNullable(summary.get(READ)).map(Long::parseLong);
    }

    @Override
    public Optional<KnownTable> table(String name) {
        return known.computeIfAbsent(name, new CertifiedTable(lake, session)::rows);
    }

    @Override
    public Optional<Profile> profile(String reference, String column) {
        return new ReferenceProfiles(lake, session, tables.profiles(), now).find(dataset, reference, column);
    }

    @Override
    public History history() {
        History read = history;
        if (read == null) {
            read = new MetricHistory(tables).before(dataset, partition, HISTORY);
            history = read;
        }
        return read;
    }

    /** By the form of a label; empty for data without partitions. */
    private static Optional<Partitioning> partitioning(String label) {
        return switch (label.length()) {
            case 7 -> Optional.of(Partitioning.MONTH);
            case 10 -> Optional.of(Partitioning.DAY);
            case 13 -> Optional.of(Partitioning.HOUR);
            default -> Optional.empty();
        };
    }
}
