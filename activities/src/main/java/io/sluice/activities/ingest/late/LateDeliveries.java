package io.sluice.activities.ingest.late;

import io.sluice.activities.ingest.StagedFacts;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.landing.Selection;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.time.Partition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/**
 * Which late rows belong to which partition of a trusted table: what the newest published delivery of each partition brought for
 * earlier ones, by the summaries of the published snapshots. Decision 014.
 */
public final class LateDeliveries {
    /** The delivery that was staged. */
    public static final String DELIVERY = "sluice.delivery";

    /** The earlier partitions that its late rows belong to, a JSON list of labels. */
    private static final String PARTITIONS = "sluice.late-partitions";

    /** Epoch milliseconds: its rows before this instant are the late ones. */
    private static final String BEFORE = "sluice.late-before";

    /** Deliveries of other partitions whose late rows were staged with it, a JSON list of {@link LateDelivery#key}. */
    private static final String TAKEN = "sluice.late-taken-from";

    private final Map<String, Map<String, String>> newest;

    /** Reads the history of a trusted table as it is now. */
    public LateDeliveries(Table trusted) {
        this.newest = newest(trusted);
    }

    /** The summary of the newest publication of each partition. */
    public static Map<String, Map<String, String>> newest(Table trusted) {
        Map<String, Map<String, String>> newest = new TreeMap<>();
        for (Snapshot snapshot : SnapshotUtil.currentAncestors(trusted)) {
            @Nullable String partition = snapshot.summary().get(SummaryKeys.PARTITION);
            if (partition != null) {
                // The newest one comes first.
                newest.putIfAbsent(partition, snapshot.summary());
            }
        }
        return newest;
    }

    /** The published deliveries with late rows for a partition, by the partitions that they came with. */
    public List<LateDelivery> of(String partition) {
        List<LateDelivery> late = new ArrayList<>();
        newest.forEach((other, summary) -> {
            if (StagedFacts.list(summary, PARTITIONS).contains(partition)) {
                late.add(delivery(other, summary));
            }
        });
        return late;
    }

    /**
     * The partitions that have to be staged again after one was published: those that its late rows belong to and that do not have
     * them; and itself, when other late rows belong to it by now than it was staged with.
     */
    public List<String> outdatedBy(String partition) {
        List<String> outdated = new ArrayList<>();
        Map<String, String> summary = newest.getOrDefault(partition, Map.of());
        for (String earlier : StagedFacts.list(summary, PARTITIONS)) {
            if (!taken(earlier).contains(delivery(partition, summary).key())) {
                outdated.add(earlier);
            }
        }
        if (!taken(partition).equals(keys(of(partition)))) {
            outdated.add(partition);
        }
        return outdated;
    }

    /** The newest published delivery of a partition. */
    public Optional<String> published(String partition) {
        return Optional.ofNullable(newest.getOrDefault(partition, Map.of()).get(DELIVERY));
    }

    /** What the summary of a staged snapshot says about the late rows that came with it. */
    public static Map<String, String> brought(Source source, Partition window, List<String> partitions) {
        Map<String, String> summary = new LinkedHashMap<>();
        if (!partitions.isEmpty()) {
            summary.put(PARTITIONS, StagedFacts.json(partitions));
            summary.put(BEFORE, String.valueOf(Selection.earliest(source, window)));
        }
        return summary;
    }

    /** What it says about late rows of other deliveries that it holds. */
    public static Map<String, String> taken(List<LateDelivery> late) {
        return late.isEmpty() ? Map.of() : Map.of(TAKEN, StagedFacts.json(keys(late)));
    }

    /** Their keys, in their order. */
    public static List<String> keys(List<LateDelivery> late) {
        return late.stream().map(LateDelivery::key).toList();
    }

    /** What the newest publication of a partition says of deliveries: it still holds when another lane's rows join them. */
    public Map<String, String> kept(String partition) {
        Map<String, String> kept = new LinkedHashMap<>(newest.getOrDefault(partition, Map.of()));
        kept.keySet().retainAll(List.of(DELIVERY, PARTITIONS, BEFORE, TAKEN));
        return kept;
    }

    private List<String> taken(String partition) {
        return StagedFacts.list(newest.getOrDefault(partition, Map.of()), TAKEN);
    }

    private static LateDelivery delivery(String partition, Map<String, String> summary) {
        return new LateDelivery(
                partition, summary.getOrDefault(DELIVERY, ""), Long.parseLong(summary.getOrDefault(BEFORE, "0")));
    }
}
