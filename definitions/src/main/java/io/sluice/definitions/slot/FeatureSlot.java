package io.sluice.definitions.slot;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.Months;
import io.sluice.definitions.changepoint.NullFill;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of one entity so far mean for one feature at an instant {@code now}. All rows have event times before it; they
 * come in any order.
 *
 * <p>A feature's timestamp is its last change point, and the greatest change of all rows ever seen decides it. So what is kept
 * is that greatest change, also for a while after a feature has become empty: a late row may fill it again, whose own changes
 * lie before.
 */
abstract class FeatureSlot {
    private final @Nullable Object fill;

    FeatureSlot(FeaturePlan plan) {
        this.fill = NullFill.value(plan.feature().nullPolicy(), plan.type());
    }

    /** Forgets everything. */
    abstract void clear();

    /** Brings the state to {@code now}, which is not before the last one. */
    abstract void settle(long last, long now);

    /** Takes a row in that passes the filters; its event time is before {@code now}. */
    abstract void add(@Nullable Object input, long eventTime, String eventId, long now);

    /** The value before the null policy. */
    abstract @Nullable Object computed();

    /** Whether nothing holds: no row in the window, or no latest value in force. */
    abstract boolean isEmpty();

    /** The last change point; {@link ChangePoint#NEVER}. */
    abstract long changed();

    /** The next change that the rows so far will cause, after {@code now}; {@link ChangePoint#NONE}. */
    abstract long next(long now);

    /** From when on an empty feature is as good as one without rows. */
    abstract long keptUntil();

    abstract void write(DataOutputStream out, long now) throws IOException;

    abstract void read(DataInputStream in, long now) throws IOException;

    /** The value after the null policy. */
    final @Nullable Object value() {
        Object value = isEmpty() ? null : computed();
        return value == null ? fill : value;
    }

    /** The feature timestamp that a reader at {@code now} sees: what is empty forgets it with the month. */
    final long timestamp(long now) {
        return isEmpty() && changed() < Months.start(now) ? ChangePoint.NEVER : changed();
    }

    /** When this state must be looked at next although no row comes; {@link ChangePoint#NONE}. */
    final long due(long now) {
        if (!isEmpty() || changed() == ChangePoint.NEVER) {
            return next(now);
        }
        long forgotten = Months.next(changed());
        return Math.min(next(now), forgotten > now ? forgotten : keptUntil() > now ? keptUntil() : ChangePoint.NONE);
    }

    /** Whether the state is as good as that of an entity without rows. */
    final boolean isBlank(long now) {
        return isEmpty() && changed() == ChangePoint.NEVER && next(now) == ChangePoint.NONE;
    }

    /** Clears what is empty and needs no memory any more. */
    final void forget(long now) {
        if (isEmpty() && next(now) == ChangePoint.NONE && changed() != ChangePoint.NEVER && now >= keptUntil()) {
            clear();
        }
    }
}
