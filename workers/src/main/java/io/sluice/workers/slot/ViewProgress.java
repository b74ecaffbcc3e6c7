package io.sluice.workers.slot;

import io.sluice.definitions.slot.Checkpoint;
import io.sluice.workers.streams.HostedApp;
import io.sluice.workers.streams.Lag;
import io.sluice.workers.streams.Progress;
import io.sluice.workers.streams.Standing;
import io.sluice.workers.topic.Tail;
import io.sluice.workers.topic.TopicNames;
import io.sluice.workflows.stream.PartitionCheckpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.apache.kafka.clients.admin.Admin;

/**
 * Where a view app stands: the newest checkpoint that it committed in each partition; lag from the offsets it committed, and never 0
 * while no checkpoint covers what it took in, so that a lane that drains does not close it before.
 */
final class ViewProgress implements Progress {
    private final ViewApp app;
    private final HostedApp hosted;
    private final Uncovered uncovered;
    private final TopicNames names;
    private final Admin admin;
    private final Tail checkpoints;

    ViewProgress(ViewApp app, HostedApp hosted, Uncovered uncovered, TopicNames names, String bootstrapServers) {
        this.app = app;
        this.hosted = hosted;
        this.uncovered = uncovered;
        this.names = names;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.checkpoints = new Tail(bootstrapServers, names.checkpoints());
    }

    @Override
    public List<PartitionCheckpoint> checkpoints() {
        List<String> inputs =
                app.isRekeyed() ? List.of(names.accepted(), app.rekeyedTopic()) : List.of(names.accepted());
        SortedSet<Integer> own = hosted.partitions(inputs.get(inputs.size() - 1));
        if (own.isEmpty()) {
            return List.of();
        }
        Map<Integer, Long> lags = new LinkedHashMap<>();
        new Lag(admin)
                .of(app.applicationId(), inputs)
                .forEach((place, lag) -> lags.merge(place.partition(), lag, Long::sum));
        Map<Integer, byte[]> newest = checkpoints.newest(own, partition -> Output.checkpointKey(app.name(), partition));
        List<PartitionCheckpoint> all = new ArrayList<>();
        for (int partition : own) {
            byte[] value = newest.get(partition);
            long lag = uncovered.lag(partition, lags.getOrDefault(partition, 0L));
            all.add(value == null ? Standing.unknown(partition, lag) : standing(Checkpoint.decode(value), lag));
        }
        return all;
    }

    private static PartitionCheckpoint standing(Checkpoint checkpoint, long lag) {
        return Standing.at(checkpoint, checkpoint.emitted(), lag);
    }

    @Override
    public void close() {
        checkpoints.close();
        admin.close();
    }
}
