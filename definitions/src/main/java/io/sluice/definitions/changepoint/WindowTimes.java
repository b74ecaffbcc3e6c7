package io.sluice.definitions.changepoint;

import io.sluice.definitions.model.Feature;

/**
 * When rows enter and leave a window. With {@code tile = floor(event time, H)}, a row leaves at {@code tile + H + W + delay}
 * in both modes; it enters at {@code event time + 1 ms + delay} in event mode, at {@code tile + H + delay} in hop mode.
 * Source: contract §3.
 *
 * @param hop milliseconds
 * @param length milliseconds; {@link ChangePoint#NONE} for a lifetime
 * @param delay of the source, milliseconds
 */
public record WindowTimes(boolean eventMode, long hop, long length, long delay) {
    /** The times of a window over a source with a delay in milliseconds. */
    public static WindowTimes of(Feature.Window window, long delay) {
        return new WindowTimes(
                window.update() == Feature.Update.EVENT,
                window.hop().toMillis(),
                window.length() == null ? ChangePoint.NONE : window.length().toMillis(),
                delay);
    }

    /** Whether nothing ever leaves. */
    public boolean isEndless() {
        return length == ChangePoint.NONE;
    }

    /** The start of the hop that holds an event time. */
    public long tile(long eventTime) {
        return eventTime - Math.floorMod(eventTime, hop);
    }

    /** The first instant at which a row is inside. */
    public long enters(long eventTime) {
        return eventMode ? eventTime + 1 + delay : tileEnters(tile(eventTime));
    }

    /** When a whole tile enters, in hop mode. */
    public long tileEnters(long tile) {
        return tile + hop + delay;
    }

    /** When the rows of a tile leave; {@link ChangePoint#NONE}. */
    public long leaves(long tile) {
        return isEndless() ? ChangePoint.NONE : tile + hop + length + delay;
    }
}
