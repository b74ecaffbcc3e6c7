package io.sluice.workers.slot;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In which partitions the tasks of an app in this process have taken in more than their last checkpoint covers: offsets alone do not
 * say so, because of many entities that expire at once most are brought up to date after the record that did it was committed
 * (decision 087). Thread-safe.
 */
final class Uncovered {
    private final Set<Integer> partitions = ConcurrentHashMap.newKeySet();

    /** A task took something in, or goes on with what another one left. */
    void taken(int partition) {
        partitions.add(partition);
    }

    /** A checkpoint covers it all, or the task is somebody else's. */
    void covered(int partition) {
        partitions.remove(partition);
    }

    /** Records that an app is behind in a partition, by its offsets; at least one where no checkpoint covers what it took in. */
    long lag(int partition, long offsets) {
        return partitions.contains(partition) ? Math.max(1, offsets) : offsets;
    }
}
