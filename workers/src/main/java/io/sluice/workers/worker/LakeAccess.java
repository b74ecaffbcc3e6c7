package io.sluice.workers.worker;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.ReleasedViews;
import io.sluice.activities.online.values.LakeValues;
import io.sluice.definitions.expression.ExpressionCompiler;

/** What {@code sluice get} reads from, opened when it asks: the lake only for {@code --recompute} and for a view that the store does not know. */
public final class LakeAccess implements OnlineAccess {
    private final Composition composition;

    public LakeAccess(Composition composition) {
        this.composition = composition;
    }

    @Override
    public OnlineStore store() {
        return composition.part(OnlineStore.class);
    }

    @Override
    public ReleasedViews releases() {
        return composition.part(ReleasedViews.class);
    }

    @Override
    public LakeValues lake() {
        return new LakeValues(composition.part(Lake.class), composition.part(ExpressionCompiler.class));
    }
}
