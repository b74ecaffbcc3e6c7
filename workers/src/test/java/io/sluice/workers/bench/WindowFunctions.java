package io.sluice.workers.bench;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The peer of P9: the values of {@link ChangePointsBench}'s view at all their change points in Spark SQL, as somebody would write
 * it who knows Spark well.
 *
 * <p>The instants of a user are the boundaries at which one of its rows enters or leaves a window. Frames count in tiles (hours
 * for hop 1 hour, days for hop 1 day), not milliseconds: rows of one tile share a frame, and Spark evaluates a sliding frame anew
 * only where it moves. All windows are partitioned by user, so there is one shuffle for them.
 */
final class WindowFunctions {
    private static final String WINDOWS = """
            window
              hours7 as (partition by user_id order by hour range between 168 preceding and 1 preceding),
              days14 as (partition by user_id order by day range between 14 preceding and 1 preceding),
              days30 as (partition by user_id order by day range between 30 preceding and 1 preceding)
            """;

    private final SparkSession spark;
    private final String table;
    private final int endHour;

    /** @param endHour hours since the epoch; boundaries from there on are not wanted */
    WindowFunctions(SparkSession spark, String table, int endHour) {
        this.spark = spark;
        this.table = table;
        this.endHour = endHour;
    }

    /** What each event gives to the features; {@code user_id} together first if asked for by a hint. */
    private String events(String hint) {
        return """
                select %s user_id, unix_millis(_event_time) div 3600000 as hour, unix_millis(_event_time) div 86400000 as day,
                       coalesce(event_type = 'click' and is_bot = false, false) as click,
                       coalesce(event_type = 'buy', false) as buy, amount
                from %s""".formatted(hint, table);
    }

    /** Each event beside each instant: frames over events. */
    Dataset<Row> perEvent() {
        return spark.sql("""
                with events as (%s),
                instants as (
                  select distinct user_id, hour from (
                    select user_id, explode(array(
                      if(click or buy, hour + 1, null), if(click or buy, hour + 169, null),
                      (day + 1) * 24, (day + 15) * 24, if(buy, (day + 31) * 24, null))) as hour
                    from events)
                  where hour < %d),
                rows as (
                  select user_id, hour, day, if(click, 1, null) as click, if(buy, amount, null) as spend, 1 as event, false as instant
                  from events
                  union all
                  select user_id, hour, hour div 24, null, null, null, true from instants),
                framed as (
                  select user_id, hour, instant,
                         count(click) over hours7 as clicks_7d, sum(spend) over hours7 as spend_7d,
                         count(event) over days14 as events_14d, max(spend) over days30 as largest_30d
                  from rows
                  %s)
                %s where instant
                """.formatted(events(""), endHour, WINDOWS, shown()));
    }

    /**
     * One row per user and hour that holds what its events add up to and whether it is an instant: frames over tiles. The events
     * are brought together by user first, so that grouping and all windows are done where the rows are.
     */
    Dataset<Row> perTile() {
        return spark.sql("""
                with events as (%s),
                parts as (
                  select user_id, hour, if(part = 0 and click, 1, null) as click, if(part = 0 and buy, amount, null) as spend,
                         if(part = 0, 1, null) as event, part > 0 as instant
                  from (
                    select user_id, click, buy, amount, posexplode(array(hour,
                      if(click or buy, hour + 1, null), if(click or buy, hour + 169, null),
                      (day + 1) * 24, (day + 15) * 24, if(buy, (day + 31) * 24, null))) as (part, hour)
                    from events)
                  where hour < %d),
                tiles as (
                  select user_id, hour, hour div 24 as day, count(click) as clicks, sum(spend) as spend,
                         max(spend) as largest, count(event) as events, max(instant) as instant
                  from parts group by user_id, hour),
                framed as (
                  select user_id, hour, instant,
                         coalesce(sum(clicks) over hours7, 0) as clicks_7d,
                         cast(sum(spend) over hours7 as decimal(20,2)) as spend_7d,
                         coalesce(sum(events) over days14, 0) as events_14d, max(largest) over days30 as largest_30d
                  from tiles
                  %s)
                %s where instant
                """.formatted(events("/*+ repartition(user_id) */"), endHour, WINDOWS, shown()));
    }

    /** The columns of the view that are compared. */
    private static String shown() {
        return """
                select date_from_unix_date(cast(hour div 24 as int)) as day, user_id, timestamp_seconds(hour * 3600) as feature_timestamp,
                       false as carry, clicks_7d, spend_7d, events_14d, largest_30d
                from framed""";
    }
}
