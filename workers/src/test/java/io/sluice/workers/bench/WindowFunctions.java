package io.sluice.workers.bench;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The peer of P9: the values of {@link ChangePointsBench}'s view at all their change points in Spark SQL, as somebody would write
 * it who knows Spark well, three times.
 *
 * <p>The instants of a user are the boundaries at which one of its rows enters or leaves a window. Frames count in tiles (hours
 * for hop 1 hour, days for hop 1 day), not milliseconds: rows of one tile share a frame, and Spark evaluates a sliding frame anew
 * only where it moves. All windows are partitioned by user, so there is one shuffle for them. Amounts are added as cents, because
 * Spark adds decimals of more than 18 digits slowly.
 */
final class WindowFunctions {
    private static final String WINDOWS = """
            window
              hours7 as (partition by user_id order by hour range between 168 preceding and 1 preceding),
              days14 as (partition by user_id order by day range between 14 preceding and 1 preceding),
              days30 as (partition by user_id order by day range between 30 preceding and 1 preceding)
            """;

    /** Columns {@code part} and {@code hour}: part 0 is the event's own hour, the others are the instants that it makes. */
    private static final String PARTS = """
            select user_id, click, buy, cents, posexplode(array(hour,
              if(click or buy, hour + 1, null), if(click or buy, hour + 169, null),
              (day + 1) * 24, (day + 15) * 24, if(buy, (day + 31) * 24, null))) as (part, hour)
            from events
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

    /** Each event beside each instant: frames over events. */
    Dataset<Row> perEvent() {
        return spark.sql("""
                with events as (%s),
                instants as (select distinct user_id, hour from (%s) where part > 0 and hour < %d),
                rows as (
                  select user_id, hour, day, if(click, 1, null) as click, cents, 1 as event, false as instant from events
                  union all
                  select user_id, hour, hour div 24, null, null, null, true from instants),
                framed as (
                  select user_id, hour, instant,
                         count(click) over hours7 as clicks, sum(cents) over hours7 as spend,
                         count(event) over days14 as events, max(cents) over days30 as largest
                  from rows
                  %s)
                %s
                """.formatted(events(""), PARTS, endHour, WINDOWS, shown()));
    }

    /**
     * One row per user and hour that holds what its events add up to and whether it is an instant: frames over tiles. The events
     * are brought together by user first, so that grouping and all windows are done where the rows are.
     */
    Dataset<Row> perTile() {
        return spark.sql("""
                with events as (%s),
                tiles as (
                  select user_id, hour, hour div 24 as day, count(if(part = 0 and click, 1, null)) as clicks,
                         sum(if(part = 0, cents, null)) as spend, max(if(part = 0, cents, null)) as largest,
                         count(if(part = 0, 1, null)) as events, max(part) > 0 as instant
                  from (%s)
                  where hour < %d
                  group by user_id, hour),
                framed as (
                  select user_id, hour, instant,
                         coalesce(sum(clicks) over hours7, 0) as clicks, sum(spend) over hours7 as spend,
                         coalesce(sum(events) over days14, 0) as events, max(largest) over days30 as largest
                  from tiles
                  %s)
                %s
                """.formatted(events("/*+ repartition(user_id) */"), PARTS, endHour, WINDOWS, shown()));
    }

    /**
     * What can be subtracted needs no sliding frame: what an event gives is added where it enters and taken off where it leaves,
     * and a running sum does the rest. The greatest amount still needs its frame.
     */
    Dataset<Row> running() {
        return spark.sql("""
                with events as (%s),
                changes as (
                  select user_id, hour, hour div 24 as day,
                         sum(case when not click then 0 when part = 1 then 1 when part = 2 then -1 else 0 end) as clicks,
                         sum(case when not buy then 0 when part = 1 then 1 when part = 2 then -1 else 0 end) as buys,
                         sum(case part when 1 then cents when 2 then -cents end) as spend,
                         sum(case part when 3 then 1 when 4 then -1 else 0 end) as events,
                         max(if(part = 0, cents, null)) as largest, max(part) > 0 as instant
                  from (%s)
                  where hour < %d
                  group by user_id, hour),
                framed as (
                  select user_id, hour, instant,
                         sum(clicks) over upto as clicks, if(sum(buys) over upto > 0, sum(spend) over upto, null) as spend,
                         sum(events) over upto as events, max(largest) over days30 as largest
                  from changes
                  window
                    upto as (partition by user_id order by hour rows between unbounded preceding and current row),
                    days30 as (partition by user_id order by day range between 30 preceding and 1 preceding))
                %s
                """.formatted(events("/*+ repartition(user_id) */"), PARTS, endHour, shown()));
    }

    /** What each event gives to the features. */
    private String events(String hint) {
        return """
                select %s user_id, unix_millis(_event_time) div 3600000 as hour, unix_millis(_event_time) div 86400000 as day,
                       coalesce(event_type = 'click' and is_bot = false, false) as click,
                       coalesce(event_type = 'buy', false) as buy,
                       if(event_type = 'buy', cast(amount * 100 as bigint), null) as cents
                from %s""".formatted(hint, table);
    }

    /** The columns of the view that are compared. */
    private static String shown() {
        return """
                select date_from_unix_date(cast(hour div 24 as int)) as day, user_id, timestamp_seconds(hour * 3600) as feature_timestamp,
                       false as carry, clicks as clicks_7d, cast(cast(spend as decimal(15,0)) * 0.01 as decimal(18,2)) as spend_7d,
                       events as events_14d, cast(cast(largest as decimal(8,0)) * 0.01 as decimal(8,2)) as largest_30d
                from framed where instant""";
    }
}
