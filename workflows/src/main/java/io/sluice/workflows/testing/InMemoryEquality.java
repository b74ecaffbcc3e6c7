package io.sluice.workflows.testing;

import io.sluice.workflows.equality.EqualityActivities;
import io.sluice.workflows.equality.EqualityNumbers;
import io.sluice.workflows.equality.EqualityRequest;
import java.util.ArrayList;
import java.util.List;

/** Comparisons that find what a test says. */
public final class InMemoryEquality implements EqualityActivities {
    private final Faults faults;
    private final List<EqualityRequest> asked = new ArrayList<>();
    private List<EqualityNumbers> numbers = List.of();

    InMemoryEquality(Faults faults) {
        this.faults = faults;
    }

    /** What comparisons find from now on. */
    public synchronized void find(EqualityNumbers... found) {
        numbers = List.of(found);
    }

    /** What was asked, in order. */
    public synchronized List<EqualityRequest> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized List<EqualityNumbers> compare(EqualityRequest request) {
        faults.hit("CompareLanes");
        asked.add(request);
        return numbers;
    }
}
