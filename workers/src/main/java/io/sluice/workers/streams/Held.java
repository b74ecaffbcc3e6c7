package io.sluice.workers.streams;

import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.streamgate.Hold;
import io.sluice.workflows.stream.Interval;
import java.util.List;

/** Held intervals as reports name them. */
public final class Held {
    private Held() {}

    /** The interval of a checkpoint that waits for people; a rejected one waits for a new incarnation, not for them. */
    public static List<String> of(Checkpoint checkpoint) {
        Hold hold = checkpoint.hold();
        return hold == null || hold.state() == Hold.State.REJECTED
                ? List.of()
                : List.of(new Interval(checkpoint.epoch(), hold.from(), hold.to() - 1).toString());
    }
}
