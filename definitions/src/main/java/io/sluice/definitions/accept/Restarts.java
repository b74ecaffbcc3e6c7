package io.sluice.definitions.accept;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * From where on incarnations decided one partition of the log again. An incarnation decides either nothing again, or every
 * record from some place on; so this little says of each record whether its verdict still counts. Source: contract §8.
 */
public final class Restarts {
    private final NavigableMap<Long, Long> places = new TreeMap<>();

    /** Takes a record of the log in; only those that are decided again say anything. Order does not matter. */
    public void observe(LogRecord record) {
        if (record.decides() != LogRecord.FIRST) {
            observe(record.epoch(), record.decides());
        }
    }

    /**
     * Takes what one record that was decided again says.
     *
     * @param epoch the incarnation that decided it again
     * @param place the offset at which it was decided first
     */
    public void observe(long epoch, long place) {
        places.merge(epoch, place, Math::min);
    }

    /** The newest incarnation that decided something again; 0 where none did. */
    public long newest() {
        return places.isEmpty() ? 0 : places.lastKey();
    }

    /**
     * Whether a later incarnation has decided the record again.
     *
     * @param offset of the record in the log
     */
    public boolean supersede(long offset, LogRecord record) {
        long place = record.place(offset);
        for (Map.Entry<Long, Long> later : places.tailMap(record.epoch(), false).entrySet()) {
            if (later.getValue() <= place) {
                return true;
            }
        }
        return false;
    }
}
