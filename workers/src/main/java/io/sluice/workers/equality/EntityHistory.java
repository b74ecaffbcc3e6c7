package io.sluice.workers.equality;

import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.changepoint.SourceRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rows of an entity: those before the cutover, and those of the log; none any more once there are too many. Not thread-safe. */
final class EntityHistory {
    /**
     * A row of the log.
     *
     * @param key by which the log is partitioned: with id and time it tells events apart
     */
    record Decided(long offset, Verdict verdict, ByteBuffer key, SourceRow row) {
        private Identity identity() {
            return new Identity(key, row.eventId(), row.eventTime());
        }
    }

    private record Identity(ByteBuffer key, String id, long eventTime) {}

    private final int most;
    private final List<SourceRow> before = new ArrayList<>();
    private final List<Decided> log = new ArrayList<>();
    private boolean tooLarge;

    /** Takes how many rows may be kept. */
    EntityHistory(int most) {
        this.most = most;
    }

    /** Takes a row of before the cutover, in no order. */
    void recall(SourceRow row) {
        if (hasRoom()) {
            before.add(row);
        }
    }

    /** Takes a row of the log that counts, or is late; those of one partition by offset. */
    void take(Decided row) {
        if (hasRoom()) {
            log.add(row);
        }
    }

    private boolean hasRoom() {
        if (before.size() + log.size() >= most) {
            tooLarge = true;
            before.clear();
            log.clear();
        }
        return !tooLarge;
    }

    /** Whether there were more rows than are kept, so that nothing is known. */
    boolean isTooLarge() {
        return tooLarge;
    }

    /** What counts of what time has reached. */
    List<SourceRow> counting(long until) {
        return rows(log.stream().filter(each -> each.verdict().counts()), until);
    }

    /** The same with late events, each event once: not those that count by another record, or that came late before (contract §8, E2). */
    List<SourceRow> withLate(long until) {
        Set<Identity> known = new HashSet<>();
        log.stream().filter(each -> each.verdict().counts()).forEach(each -> known.add(each.identity()));
        return rows(log.stream().filter(each -> each.verdict().counts() || known.add(each.identity())), until);
    }

    private List<SourceRow> rows(Stream<Decided> wanted, long until) {
        return Stream.concat(before.stream(), wanted.map(Decided::row))
                .filter(row -> row.eventTime() <= until)
                .toList();
    }

    /** The offset of the newest row; -1: the log has none. */
    long newest() {
        return log.stream().mapToLong(Decided::offset).max().orElse(-1);
    }
}
