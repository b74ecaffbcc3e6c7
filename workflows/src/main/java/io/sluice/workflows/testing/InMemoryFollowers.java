package io.sluice.workflows.testing;

import io.sluice.workflows.publish.follow.FollowActivities;
import io.sluice.workflows.publish.follow.SourceChanged;
import java.util.ArrayList;
import java.util.List;

/** What views were told, in memory: nobody follows. */
public final class InMemoryFollowers implements FollowActivities {
    private final Faults faults;
    private final List<SourceChanged> told = new ArrayList<>();

    InMemoryFollowers(Faults faults) {
        this.faults = faults;
    }

    /** Every publication into a source, in order. */
    public synchronized List<SourceChanged> told() {
        return List.copyOf(told);
    }

    @Override
    public synchronized List<String> tellViews(SourceChanged changed) {
        faults.hit("TellViews");
        told.add(changed);
        return List.of();
    }

    @Override
    public boolean materializesOnRelease(String view) {
        faults.hit("MaterializesOnRelease");
        return true;
    }
}
