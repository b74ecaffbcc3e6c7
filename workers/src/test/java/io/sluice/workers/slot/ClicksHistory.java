package io.sluice.workers.slot;

import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.slot.EntityRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Clicks of two hours before the cutover, as a file brings them: of users who come again and of one who does not. */
public final class ClicksHistory {
    private static final int ROWS = 240;
    private static final int USERS = 8;
    private static final int TYPES = 6;
    private static final int SPAN_MS = 7_200_000;

    private final List<Row> rows = new ArrayList<>();
    private final long cutover;

    /** A row of the file; a user or an amount may be NULL. */
    private record Row(
            String id,
            @Nullable String user,
            String type,
            @Nullable BigDecimal amount,
            boolean isBot,
            long time) {}

    /** None. */
    public ClicksHistory() {
        this.cutover = Long.MIN_VALUE;
    }

    /** Seeded ones before an instant, epoch milliseconds. */
    public ClicksHistory(Random random, long cutover) {
        this.cutover = cutover;
        for (int i = 0; i < ROWS; i++) {
            rows.add(new Row(
                    "h" + i,
                    i % 60 == 59 ? null : "u" + random.nextInt(USERS),
                    "t" + random.nextInt(TYPES),
                    i % 40 == 39 ? null : BigDecimal.valueOf(100 + random.nextInt(100), 2),
                    random.nextBoolean(),
                    cutover - 1 - random.nextInt(SPAN_MS)));
        }
    }

    /** The file: a header, the rows, one of them twice, and one that is the stream's to bring. */
    public String csv() {
        List<Row> all = new ArrayList<>(rows);
        all.add(rows.get(0));
        all.add(new Row("after", "u0", "t0", BigDecimal.ONE, false, cutover));
        return all.stream()
                .map(row -> "%s,%s,%s,%s,%s,%s%n"
                        .formatted(
                                row.id,
                                orEmpty(row.user),
                                Instant.ofEpochMilli(row.time),
                                row.type,
                                orEmpty(row.amount),
                                row.isBot))
                .collect(Collectors.joining("", "click_id,user_id,event_time,event_type,amount,is_bot\n", ""));
    }

    private static String orEmpty(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** What the features of a view see of them, read by hand as {@link ClickViews#row} does. */
    List<EntityRow> rows(ViewPlan plan) {
        boolean ofUsers = plan.entity().name().equals("user_id");
        List<EntityRow> seen = new ArrayList<>();
        for (Row row : rows) {
            String key = ofUsers ? row.user : row.type;
            if (key != null) {
                BigDecimal amount = row.amount;
                @Nullable Object[] values = {amount == null ? null : amount.add(amount), null, amount};
                seen.add(new EntityRow(
                        EntityKey.of(plan.entity().keys(), List.of(key)).encoded(),
                        new SourceRow(row.time, row.id, new boolean[] {true, !row.isBot, true}, values)));
            }
        }
        return seen;
    }

    /** Id, event time, user, amount and whether it is a bot's, as an oracle of trusted rows writes them. */
    public List<String> texts() {
        return rows.stream()
                .map(row -> "%s %d %s %s %s".formatted(row.id, row.time, row.user, row.amount, row.isBot))
                .toList();
    }
}
