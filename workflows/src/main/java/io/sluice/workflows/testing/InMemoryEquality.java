package io.sluice.workflows.testing;

import io.sluice.workflows.equality.CertifiedEqualityActivities;
import io.sluice.workflows.equality.EqualityActivities;
import io.sluice.workflows.equality.EqualityFound;
import io.sluice.workflows.equality.EqualityNumbers;
import io.sluice.workflows.equality.EqualityRequest;
import java.util.ArrayList;
import java.util.List;

/** Comparisons that find what a test says. */
public final class InMemoryEquality implements EqualityActivities, CertifiedEqualityActivities {
    private final Faults faults;
    private final List<EqualityRequest> asked = new ArrayList<>();
    private EqualityFound lanes = EqualityFound.NOTHING;
    private EqualityFound days = lanes;

    InMemoryEquality(Faults faults) {
        this.faults = faults;
    }

    /** What comparisons of checkpoints find from now on. */
    public synchronized void find(EqualityNumbers... found) {
        lanes = EqualityFound.of(List.of(found), List.of());
    }

    /** The same, with what is not compared. */
    public synchronized void find(List<EqualityNumbers> found, List<String> uncompared) {
        lanes = EqualityFound.of(found, uncompared);
    }

    /** What comparisons of certified days find from now on. */
    public synchronized void findDays(EqualityFound found) {
        days = found;
    }

    /** What was asked, in order. */
    public synchronized List<EqualityRequest> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized EqualityFound compare(EqualityRequest request) {
        faults.hit("CompareLanes");
        asked.add(request);
        return lanes;
    }

    @Override
    public synchronized EqualityFound compareCertified(EqualityRequest request) {
        faults.hit("CompareCertified");
        return days;
    }
}
