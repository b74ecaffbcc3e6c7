package io.sluice.workers.streamgate;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.streamgate.Hold;
import io.sluice.workers.topic.Tail;
import io.sluice.workers.topic.TopicNames;
import io.sluice.workflows.stream.Interval;
import java.util.Optional;

/** Finds held intervals in the checkpoints of a source. Every checkpoint names the one that is held, until it is decided. */
public final class HeldIntervals {
    private final String bootstrapServers;

    public HeldIntervals(String bootstrapServers) {
        this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers is null");
    }

    /**
     * The hold of an interval by whichever app over the log; empty when no checkpoint that is kept names it.
     *
     * @throws RuntimeException when the broker does not answer
     */
    public Optional<Hold> find(String source, int partition, Interval interval) {
        try (Tail checkpoints = new Tail(bootstrapServers, new TopicNames(source).checkpoints())) {
            return checkpoints
                    .newest(partition, record -> holds(Checkpoint.decode(record.value()), interval))
                    .map(value -> Checkpoint.decode(value).hold());
        }
    }

    private static boolean holds(Checkpoint checkpoint, Interval interval) {
        Hold hold = checkpoint.hold();
        return hold != null && new Interval(checkpoint.epoch(), hold.from(), hold.to() - 1).equals(interval);
    }
}
