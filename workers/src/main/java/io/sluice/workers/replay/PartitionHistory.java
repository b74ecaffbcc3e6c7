package io.sluice.workers.replay;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.stream.TrustedHistory;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.online.EntityKey;
import io.sluice.workers.topic.LogPartitions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The certified history before the cutover that belongs to one partition of the log: that of the entities which are there. */
public final class PartitionHistory {
    private final TrustedHistory history;
    private final List<Column> keys;
    private final int[] ordinals;
    private final int logPartitions;

    public PartitionHistory(Lake lake, Source source, int logPartitions) {
        this.history = new TrustedHistory(lake, requireNonNull(source, "source is null"));
        this.keys = source.partitionBy().stream()
                .map(name -> source.column(name).orElseThrow())
                .toList();
        this.ordinals = keys.stream().mapToInt(source.schema()::indexOf).toArray();
        this.logPartitions = logPartitions;
    }

    /**
     * Reads the rows of a snapshot of the trusted table, in no order. Rows that name no entity are in no partition.
     *
     * @param everyRow runs before each row that is read, also one of another partition; what it throws ends the reading
     */
    public void forEach(long snapshot, int partition, Runnable everyRow, TrustedHistory.Visitor visitor) {
        history.forEach(snapshot, (eventTime, eventId, columns) -> {
            everyRow.run();
            if (partition(columns) == partition) {
                visitor.take(eventTime, eventId, columns);
            }
        });
    }

    private int partition(@Nullable Object[] columns) {
        List<Object> key = new ArrayList<>();
        for (int ordinal : ordinals) {
            Object value = columns[ordinal];
            if (value == null) {
                return -1;
            }
            key.add(value);
        }
        byte[] encoded = EntityKey.of(keys, key).encoded().getBytes(StandardCharsets.UTF_8);
        return LogPartitions.of(encoded, logPartitions);
    }
}
