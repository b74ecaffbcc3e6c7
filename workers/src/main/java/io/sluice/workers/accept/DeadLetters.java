package io.sluice.workers.accept;

import io.sluice.definitions.store.Bytes;
import io.sluice.workers.record.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/**
 * The dead letters of one source partition: their headers, and how many there may be. A producer that sends another format
 * would otherwise have the whole topic filed as dead letters; stopping is cheaper. Counted over runs of {@value #RUN} records,
 * stored with every record, so a restart forgives nothing.
 */
final class DeadLetters {
    /** Of so many records in a row … */
    static final int RUN = 1_000;

    /** Names as KIP-1034 has them, so that tools that know those know these. */
    static final String REASON = "__streams.errors.exception";

    static final String MESSAGE = "__streams.errors.message";
    static final String TOPIC = "__streams.errors.topic";
    static final String PARTITION = "__streams.errors.partition";
    static final String OFFSET = "__streams.errors.offset";

    private static final byte FORMAT = 2;

    private final int limit;
    private long records;
    private long dead;
    private long total;

    /** Takes how many records of a run may be unreadable. */
    DeadLetters(int limit) {
        this.limit = limit;
    }

    /** Counts a record that could be read. */
    void readable() {
        if (++records >= RUN) {
            records = 0;
            dead = 0;
        }
    }

    /**
     * Counts one that could not, and adds to its headers why.
     *
     * @throws DeadLetterLimitException when there were too many
     */
    void unreadable(UnreadableRecordException why, String topic, int partition, long offset, Headers headers) {
        if (dead >= limit) {
            throw new DeadLetterLimitException(topic, partition, offset, limit, why);
        }
        dead++;
        total++;
        readable();
        add(headers, REASON, why.reason().name());
        add(headers, MESSAGE, String.valueOf(why.getMessage()));
        add(headers, TOPIC, topic);
        add(headers, PARTITION, String.valueOf(partition));
        add(headers, OFFSET, String.valueOf(offset));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** How many there were since the incarnation began, by the stored form. */
    static long total(byte[] state) {
        DeadLetters counted = new DeadLetters(0);
        counted.restore(state);
        return counted.total;
    }

    byte[] encoded() {
        return Bytes.of(out -> {
            out.writeByte(FORMAT);
            Bytes.writeNumber(records, out);
            Bytes.writeNumber(dead, out);
            Bytes.writeNumber(total, out);
        });
    }

    void restore(byte[] state) {
        Bytes.read("dead letter count", FORMAT, state, in -> {
            records = Bytes.readNumber(in);
            dead = Bytes.readNumber(in);
            total = Bytes.readNumber(in);
            return this;
        });
    }
}
