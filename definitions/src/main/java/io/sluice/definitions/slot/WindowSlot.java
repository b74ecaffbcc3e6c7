package io.sluice.definitions.slot;

import io.sluice.definitions.aggregation.Accumulator;
import io.sluice.definitions.aggregation.Aggregations;
import io.sluice.definitions.aggregation.ResultOverflowException;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.Months;
import io.sluice.definitions.changepoint.ResultIncidents;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.WindowTimes;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A windowed feature: which hops hold rows, and the running total over those that have entered. A tile that leaves is
 * subtracted where that is exact; otherwise the total is built anew from what is left.
 */
final class WindowSlot extends FeatureSlot {
    private static final int CHANGED = 1;
    private static final int FILLED = 2;

    private final FeaturePlan plan;
    private final WindowTimes times;
    private final ResultIncidents incidents;
    private final Accumulator empty;
    private final TileRows rows;
    private final int place;
    private final TileSet tiles = new TileSet();
    private Accumulator total;

    /** Whether any row has entered and not left. */
    private boolean filled;

    private long changed = ChangePoint.NEVER;

    WindowSlot(FeaturePlan plan, TileRows rows, ResultIncidents incidents) {
        super(plan);
        Feature feature = plan.feature();
        this.plan = plan;
        this.rows = rows;
        this.incidents = incidents;
        times = WindowTimes.of(Objects.requireNonNull(feature.window(), "window is null"), 0);
        empty = Aggregations.prepare(
                Objects.requireNonNull(feature.aggregation(), "aggregation is null"),
                plan.inputType(),
                feature.scale(),
                feature.maxDistinct());
        total = empty.prepare();
        place = rows.join(this);
    }

    Accumulator empty() {
        return empty;
    }

    /** Whether rows of a tile are inside or wait to enter. */
    boolean holds(long tile) {
        return tiles.contains(tile);
    }

    /** The least tile not before {@code tile} of which that is so; {@link Long#MAX_VALUE} when there is none. */
    long heldFrom(long tile) {
        return tiles.notBefore(tile);
    }

    /** Whether a partial aggregate has few bytes whatever the rows are. */
    boolean isSmall() {
        return Aggregations.isSmall(
                Objects.requireNonNull(plan.feature().aggregation(), "aggregation is null"), plan.inputType());
    }

    private long start(long tile) {
        return tile * times.hop();
    }

    /** When the rows of a tile are inside: in event mode they are as soon as they are known. */
    private long enters(long tile) {
        return times.eventMode() ? ChangePoint.NEVER : times.tileEnters(start(tile));
    }

    @Override
    void clear() {
        tiles.clear();
        total = empty.prepare();
        filled = false;
        changed = ChangePoint.NEVER;
    }

    @Override
    void add(@Nullable Object input, long eventTime, String eventId, long now) {
        long tile = Math.floorDiv(eventTime, times.hop());
        long leaves = times.leaves(start(tile));
        if (leaves <= now) {
            changed = Math.max(changed, leaves);
            return;
        }
        if (enters(tile) <= now) {
            changed = Math.max(changed, times.enters(eventTime));
            total.update(input, eventTime, eventId);
            filled = true;
        }
        if (!times.isEndless() || enters(tile) > now) {
            rows.partToChange(place, tile, empty).update(input, eventTime, eventId);
            tiles.add(tile);
        }
    }

    @Override
    void settle(long last, long now) {
        List<Long> left = leave(now);
        boolean anew = subtract(left, last);
        if (anew) {
            total = empty.prepare();
        }
        filled = filled && times.isEndless();
        enter(anew ? ChangePoint.NEVER : last, now);
        filled = filled || !tiles.isEmpty() && enters(tiles.first()) <= now;
        left.forEach(rows::release);
    }

    /** The tiles that leave by {@code now}; what they cause is noted. */
    private List<Long> leave(long now) {
        List<Long> left = new ArrayList<>();
        while (!tiles.isEmpty() && times.leaves(start(tiles.first())) <= now) {
            left.add(tiles.removeFirst());
        }
        if (!left.isEmpty()) {
            changed = Math.max(changed, times.leaves(start(left.get(left.size() - 1))));
        }
        return left;
    }

    /** Takes tiles out of the total; says whether it must be built anew instead. */
    private boolean subtract(List<Long> left, long last) {
        left.removeIf(tile -> {
            boolean waited = enters(tile) > last;
            if (waited) {
                rows.release(tile);
            }
            return waited;
        });
        if (left.isEmpty()) {
            return false;
        }
        if (!(total instanceof Accumulator.Exact exact) || left.size() > tiles.size()) {
            return true;
        }
        left.forEach(tile -> exact.subtract(rows.part(place, tile)));
        return false;
    }

    /** Takes the tiles into the total that enter after {@code last}, by {@code now}; all of them after {@link ChangePoint#NEVER}. */
    private void enter(long last, long now) {
        if (times.eventMode() && last != ChangePoint.NEVER) {
            return;
        }
        long tile = tiles.notBefore(last == ChangePoint.NEVER ? last : Math.floorDiv(last, times.hop()));
        while (tile != Long.MAX_VALUE && enters(tile) <= now) {
            total.merge(rows.part(place, tile));
            changed = Math.max(changed, enters(tile));
            settleEndless(tile);
            tile = tiles.notBefore(tile + 1);
        }
    }

    /** What has entered a window without a lower bound is in the total for ever. */
    private void settleEndless(long tile) {
        if (times.isEndless()) {
            filled = true;
            tiles.removeFirst();
            rows.release(tile);
        }
    }

    @Override
    @Nullable
    Object computed() {
        if (Aggregations.isBeyondDistinct(total)) {
            incidents.tooManyDistinct(plan);
        }
        try {
            return total.finish();
        } catch (ResultOverflowException e) {
            return incidents.overflow(plan, e);
        }
    }

    @Override
    boolean isEmpty() {
        return !filled;
    }

    @Override
    long changed() {
        return changed;
    }

    @Override
    long next(long now) {
        if (tiles.isEmpty()) {
            return ChangePoint.NONE;
        }
        long leaves = times.leaves(start(tiles.first()));
        // What waits is at most the last hop: rows are not from the future.
        long enters = enters(tiles.last());
        return enters > now ? Math.min(leaves, enters) : leaves;
    }

    @Override
    long keptUntil() {
        return Math.max(Months.next(changed), times.leaves(changed));
    }

    @Override
    void write(DataOutputStream out, long now) throws IOException {
        out.writeByte((changed == ChangePoint.NEVER ? 0 : CHANGED) | (filled ? FILLED : 0));
        if (changed != ChangePoint.NEVER) {
            Bytes.writeNumber(now - changed, out);
        }
        tiles.write(out);
        if (filled) {
            total.write(out);
        }
    }

    @Override
    void read(DataInputStream in, long now) throws IOException {
        int flags = in.readByte();
        changed = (flags & CHANGED) == 0 ? ChangePoint.NEVER : now - Bytes.readNumber(in);
        tiles.read(in);
        filled = (flags & FILLED) != 0;
        total = filled ? empty.read(in) : empty.prepare();
    }
}
