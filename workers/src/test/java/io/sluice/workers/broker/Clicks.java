package io.sluice.workers.broker;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded events of the shop: mostly in order, and everything that goes wrong: twice, changed, late, ahead, without a value, broken. */
public final class Clicks {
    public static final long START = Instant.parse("2026-06-28T10:00:00Z").toEpochMilli();

    private static final int USERS = 7;
    private static final int TYPES = 5;
    private static final long LATE_MS = 900_000;

    private final Random random;
    private final List<String> sent = new ArrayList<>();
    private int step;
    private long now;

    /** Events whose times begin at an instant, epoch milliseconds, and go on by less than a step each. */
    public Clicks(long seed, long start, int step) {
        this.random = new Random(seed);
        this.now = start;
        this.step = step;
    }

    /** The next record's value. */
    public byte[] next() {
        now += random.nextInt(step);
        int kind = random.nextInt(100);
        if (kind < 2) {
            return "{\"click_id\": \"broken".getBytes(StandardCharsets.UTF_8);
        }
        if (kind < 15 && !sent.isEmpty()) {
            String again = sent.get(random.nextInt(sent.size()));
            return bytes(kind < 11 ? again : again.replace("\"amount\": 1", "\"amount\": 2"));
        }
        String event = event(kind);
        sent.add(event);
        return bytes(event);
    }

    /** Nothing happens for a while. */
    public void pause(long millis) {
        now += millis;
    }

    /** From now on times go on by less than this each, milliseconds. */
    public void pace(int milliseconds) {
        step = milliseconds;
    }

    /** How far the events have come. */
    public long now() {
        return now;
    }

    private String event(int kind) {
        long time = now;
        if (kind < 22) {
            time -= random.nextInt((int) LATE_MS);
        } else if (kind < 24) {
            time += LATE_MS;
        }
        String when = kind == 24 ? "soon" : Instant.ofEpochMilli(time).toString();
        String user = kind == 25 ? "null" : "\"u" + random.nextInt(USERS) + "\"";
        String type = kind == 26 ? "null" : "\"t" + sent.size() % TYPES + "\"";
        String amount = "1.%02d".formatted(random.nextInt(100));
        return "{\"click_id\": \"c%d\", \"user_id\": %s, \"event_time\": \"%s\", \"event_type\": %s, \"amount\": %s, \"is_bot\": %s}"
                .formatted(sent.size(), user, when, type, kind == 27 ? "null" : amount, random.nextBoolean());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
