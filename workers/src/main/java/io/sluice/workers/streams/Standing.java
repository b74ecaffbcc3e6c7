package io.sluice.workers.streams;

import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.streamgate.Hold;
import io.sluice.workflows.stream.Interval;
import io.sluice.workflows.stream.PartitionCheckpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an app or sink over the log tells its lane about one partition. */
public final class Standing {
    private static final String PASS = "PASS";

    private Standing() {}

    /** Where no checkpoint has been made yet. */
    public static PartitionCheckpoint unknown(int partition, long lag) {
        return new PartitionCheckpoint(partition, "", null, null, 0, 0, 0, 0, 0, 0, 0, lag, PASS, List.of());
    }

    /** Where it is as far as a checkpoint. */
    public static PartitionCheckpoint at(Checkpoint checkpoint, long emitted, long lag) {
        return of(
                checkpoint,
                Long.toString(checkpoint.end() - 1),
                known(checkpoint.clock()),
                known(checkpoint.watermark()),
                emitted,
                lag);
    }

    /** Where it is not yet as far as a checkpoint: the checkpoint's counts and verdict without its offset and times. */
    public static PartitionCheckpoint behind(Checkpoint checkpoint, long emitted, long lag) {
        return of(checkpoint, "", null, null, emitted, lag);
    }

    private static PartitionCheckpoint of(
            Checkpoint checkpoint,
            String offset,
            @Nullable Long clock,
            @Nullable Long watermark,
            long emitted,
            long lag) {
        return new PartitionCheckpoint(
                checkpoint.partition(),
                offset,
                clock,
                watermark,
                checkpoint.count(Verdict.ACCEPTED) + checkpoint.count(Verdict.ADMIT),
                checkpoint.count(Verdict.LATE),
                checkpoint.count(Verdict.DUPLICATE),
                checkpoint.count(Verdict.INVALID),
                checkpoint.count(Verdict.FUTURE),
                0,
                emitted,
                lag,
                checkpoint.judgement() == Checkpoint.Judgement.FAIL ? "FAIL" : PASS,
                held(checkpoint));
    }

    /** The interval that waits for people; a rejected one waits for a new incarnation, not for them. */
    private static List<String> held(Checkpoint checkpoint) {
        Hold hold = checkpoint.hold();
        return hold == null || hold.state() == Hold.State.REJECTED
                ? List.of()
                : List.of(new Interval(checkpoint.epoch(), hold.from(), hold.to() - 1).toString());
    }

    /** Epoch milliseconds as reports have them; null: none yet. */
    public static @Nullable Long known(long millis) {
        return millis == Stamp.NOTHING ? null : Long.valueOf(millis);
    }
}
