package io.sluice.workers.worker;

import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.ReleasedViews;
import io.sluice.activities.online.values.LakeValues;

/** What {@code sluice get} reads from; the last two only for {@code --recompute} and for a view that it does not know. */
public interface OnlineAccess {
    OnlineStore store();

    ReleasedViews releases();

    LakeValues lake();
}
