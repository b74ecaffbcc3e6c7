package io.sluice.activities.online.snapshot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * The values of a view at one instant, as one snapshot of its table has them. Carry rows make the days since the first of the
 * month enough: an entity without a row there is in its empty state and counts as absent.
 *
 * @param asOf epoch milliseconds
 */
public record Reading(ViewTable table, long snapshotId, long asOf) {
    public LocalDate firstDay() {
        return lastDay().withDayOfMonth(1);
    }

    public LocalDate lastDay() {
        return Instant.ofEpochMilli(asOf).atOffset(ZoneOffset.UTC).toLocalDate();
    }

    public SortedMap<LocalDate, ViewTable.Day> days(LocalDate from) {
        return table.days(snapshotId, from, lastDay());
    }

    /** How many rows its days hold, which is at least as many as it has entities. */
    public long rows() {
        return days(firstDay()).values().stream().mapToLong(ViewTable.Day::rows).sum();
    }

    /**
     * The last row of each entity of a bucket at the instant, among the days from {@code from}.
     *
     * @param entities gives the text of an entity for its key values
     * @param alive called now and then while rows stream by
     */
    public Map<String, ViewTable.Row> lastRows(
            LocalDate from, Bucket bucket, Function<List<Object>, String> entities, Runnable alive) {
        Map<String, ViewTable.Row> last = new HashMap<>();
        Ticker ticker = new Ticker(alive);
        table.rows(snapshotId, from, lastDay(), row -> {
            ticker.tick();
            if (row.point().timestamp() > asOf) {
                return;
            }
            String entity = entities.apply(row.keys());
            if (bucket.holds(entity)) {
                last.merge(entity, row, Reading::later);
            }
        });
        return last;
    }

    /** A carry row repeats the row it carries and may know more about what comes next. */
    private static ViewTable.Row later(ViewTable.Row left, ViewTable.Row right) {
        int order = Long.compare(left.point().timestamp(), right.point().timestamp());
        return order > 0 || (order == 0 && left.carry()) ? left : right;
    }
}
