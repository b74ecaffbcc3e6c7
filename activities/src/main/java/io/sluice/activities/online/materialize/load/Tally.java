package io.sluice.activities.online.materialize.load;

import io.sluice.activities.online.WriteAnswer;
import io.sluice.workflows.online.MaterializationCounts;

/** Counts what a store answered. */
final class Tally {
    private long applied;
    private long same;
    private long older;
    private long removed;
    private long verified;
    private long different;

    Tally(MaterializationCounts done) {
        applied = done.applied();
        same = done.same();
        older = done.older();
        removed = done.removed();
        verified = done.verified();
        different = done.different();
    }

    void written(WriteAnswer answer) {
        switch (answer.outcome()) {
            case APPLIED -> applied++;
            case SAME -> same++;
            case OLDER -> older++;
        }
    }

    void ended(WriteAnswer answer) {
        switch (answer.outcome()) {
            case APPLIED -> removed++;
            case SAME -> same++;
            case OLDER -> older++;
        }
    }

    void compared(Comparison comparison) {
        switch (comparison) {
            case EQUAL -> verified++;
            case DIFFERENT -> different++;
        }
    }

    MaterializationCounts counts() {
        return new MaterializationCounts(applied, same, older, removed, verified, different);
    }
}
