package io.sluice.workers.accept;

import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.Acceptance;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.store.testing.InMemoryStore;
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
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where an accept app stands: counts, clock and watermark from the changelog of its decisions, which is committed with the log;
 * lag from the offsets it committed. What a source partition has is reported with the log partition of the same number, modulo.
 */
final class AcceptProgress implements Progress {
    private final AcceptApp app;
    private final HostedApp hosted;
    private final BrokerSourceEnd end;
    private final Admin admin;
    private final Tail decisions;
    private final Tail stamps;

    AcceptProgress(AcceptApp app, HostedApp hosted, BrokerSourceEnd end, String bootstrapServers) {
        this.app = app;
        this.hosted = hosted;
        this.end = end;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.decisions = new Tail(bootstrapServers, app.applicationId() + "-" + DecideProcessor.STORE + "-changelog");
        this.stamps = new Tail(bootstrapServers, app.applicationId() + "-" + StampProcessor.STORE + "-changelog");
    }

    @Override
    public List<PartitionCheckpoint> checkpoints() {
        TopicNames names = new TopicNames(app.source().name());
        SortedSet<Integer> own = hosted.partitions(names.control());
        Map<Integer, Long> lags = lags(names);
        Map<TopicPartition, Long> ends = new Lag(admin).ends(List.of(names.accepted()));
        Map<Integer, Long> letters = letters();
        Map<Integer, byte[]> decided = decisions.newest(own, partition -> Acceptance.progressKey());
        List<PartitionCheckpoint> all = new ArrayList<>();
        for (int partition : own) {
            all.add(checkpoint(
                    partition,
                    ends.getOrDefault(new TopicPartition(names.accepted(), partition), 0L),
                    decided.get(partition),
                    letters.getOrDefault(partition, 0L),
                    lags.getOrDefault(partition, 0L)));
        }
        return all;
    }

    private Map<Integer, Long> lags(TopicNames names) {
        List<String> inputs = new ArrayList<>(List.of(app.topic(), names.control()));
        if (!app.isKeyed()) {
            inputs.add(app.applicationId() + "-" + AcceptTopology.STAMPED_TOPIC + "-repartition");
        }
        Map<Integer, Long> lags = new LinkedHashMap<>();
        new Lag(admin)
                .of(app.applicationId(), inputs)
                .forEach((place, lag) -> lags.merge(place.partition() % app.logPartitions(), lag, Long::sum));
        return lags;
    }

    private Map<Integer, Long> letters() {
        Map<Integer, Long> letters = new LinkedHashMap<>();
        List<Integer> all =
                IntStream.range(0, app.rules().sourcePartitions()).boxed().toList();
        stamps.newest(all, partition -> StampProcessor.DEAD_LETTERS)
                .forEach((partition, state) ->
                        letters.merge(partition % app.logPartitions(), DeadLetters.total(state), Long::sum));
        return letters;
    }

    private PartitionCheckpoint checkpoint(
            int partition, long end, byte @Nullable [] progress, long letters, long lag) {
        Acceptance counted = counted(app.rules(), progress);
        long decided = 0;
        for (Verdict verdict : Verdict.values()) {
            decided += counted.count(verdict);
        }
        return new PartitionCheckpoint(
                partition,
                end == 0 ? "" : Long.toString(end - 1),
                Standing.known(counted.clock()),
                Standing.known(counted.watermark()),
                counted.count(Verdict.ACCEPTED) + counted.count(Verdict.ADMIT),
                counted.count(Verdict.LATE),
                counted.count(Verdict.DUPLICATE),
                counted.count(Verdict.INVALID),
                counted.count(Verdict.FUTURE),
                letters,
                decided,
                lag,
                "PASS",
                List.of());
    }

    private static Acceptance counted(AcceptRules rules, byte @Nullable [] progress) {
        InMemoryStore store = new InMemoryStore();
        if (progress != null) {
            store.put(Acceptance.progressKey(), progress);
        }
        return new Acceptance(rules, store);
    }

    /** Closes the app's consumer too, after the app. */
    @Override
    public void close() {
        end.close();
        decisions.close();
        stamps.close();
        admin.close();
    }
}
