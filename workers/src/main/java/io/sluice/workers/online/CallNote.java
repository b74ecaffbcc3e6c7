package io.sluice.workers.online;

/**
 * What a sink notes in the store of each of its calls: from which updates it was made. With the time of the store that is all the
 * served archive needs, because a call holds the newest update of each entity among those.
 *
 * @param from first offset
 * @param end offset after the last
 * @param epoch of the updates that were written; those of others were passed over
 */
record CallNote(long from, long end, long epoch) {
    static CallNote parse(String text) {
        String[] parts = text.split(" ");
        return new CallNote(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    String text() {
        return from + " " + end + " " + epoch;
    }
}
