package io.sluice.activities.ingest.reprocess;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_millis;

import io.sluice.activities.ingest.Refusal;
import io.sluice.activities.ingest.StagingColumns;
import io.sluice.activities.ingest.StagingColumns.Status;
import io.sluice.activities.ingest.TypedRows;
import io.sluice.activities.ingest.dedup.Dedup;
import io.sluice.activities.ingest.mend.Mending;
import io.sluice.activities.ingest.rule.GateRowRules;
import io.sluice.activities.ingest.rule.RowChecks;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.landing.LandingColumns;
import io.sluice.activities.landing.Selection;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.time.Partition;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Judges quarantined rows by the present rules, from what was received: as staging judges a delivery, but against what is published of
 * their own partition, too, which itself is judged no more.
 */
final class Judgement {
    private static final String PUBLISHED = "_published";
    private static final Refusal LATE = new Refusal(
            "late_row",
            "a late row under late_policy correct: ingest the partition again, so that it is staged where it belongs");

    private final Source source;
    private final String location;
    private final Partition window;
    private final Mending mending;
    private final GateRowRules rules;

    Judgement(Source source, String location, Partition window, Mending mending, GateRowRules rules) {
        this.source = source;
        this.location = location;
        this.window = window;
        this.mending = mending;
        this.rules = rules;
    }

    /**
     * The rows with their status, rules and reasons; those that are no longer in landing are left out.
     *
     * @param quarantined the rows as they are in quarantine
     */
    Dataset<Row> of(SparkSession session, OpenRows open, Dataset<Row> quarantined) {
        Dataset<Row> received = received(session, quarantined);
        Dataset<Row> checked = rules.checkRows(new RowChecks(source, window).check(received));
        Dataset<Row> placed = LATE.of(checked, col(StagingColumns.STATUS).equalTo(Status.LATE.name()));
        Dedup dedup = new Dedup(source);
        Dataset<Row> fresh = dedup.within(dedup.against(placed, known(session, open)));
        return together(fresh, open.published(session));
    }

    /** Whole deliveries are typed: the place of a row may depend on the files around it. */
    private Dataset<Row> received(SparkSession session, Dataset<Row> quarantined) {
        List<String> deliveries = quarantined
                .select(LandingColumns.DELIVERY)
                .distinct()
                .as(Encoders.STRING())
                .collectAsList();
        Dataset<Row> landed = session.read()
                .table(Lake.CATALOG + "." + TableNames.landing(source.name()))
                .filter(col(LandingColumns.DELIVERY).isin(deliveries.toArray()));
        Dataset<Row> places = quarantined
                .select(LandingColumns.DELIVERY, LandingColumns.FILE, LandingColumns.POSITION)
                .toDF("_d", "_f", "_p");
        return new TypedRows(source, location, mending)
                .of(landed)
                .join(
                        places,
                        col(LandingColumns.DELIVERY)
                                .equalTo(col("_d"))
                                .and(col(LandingColumns.FILE).equalTo(col("_f")))
                                .and(col(LandingColumns.POSITION).equalTo(col("_p"))),
                        "left_semi");
    }

    /** Trusted rows that may be rows of these: those of the partition, and where rows may be late those of the same instants. */
    private Dataset<Row> known(SparkSession session, OpenRows open) {
        Column near = col(SystemColumns.PARTITION).equalTo(open.partition());
        if (Selection.bounded(window) && !source.allowedLateness().isZero()) {
            Column time = col(SystemColumns.EVENT_TIME);
            near = near.or(time.geq(timestamp_millis(lit(Selection.earliest(source, window))))
                    .and(time.lt(timestamp_millis(lit(window.end())))));
        }
        return open.trusted(session).filter(near);
    }

    /** Rules that compare rows see what is published, too. */
    private Dataset<Row> together(Dataset<Row> fresh, Dataset<Row> published) {
        Dataset<Row> beside = published
                .withColumn(StagingColumns.STATUS, lit(Status.KEPT.name()))
                .withColumn(StagingColumns.RULES, array().cast("array<string>"))
                .withColumn(StagingColumns.REASONS, array().cast("array<string>"))
                .withColumn(PUBLISHED, lit(true));
        return rules.checkTogether(fresh.unionByName(beside, true))
                .filter(coalesce(col(PUBLISHED), lit(false)).unary_$bang())
                .drop(PUBLISHED);
    }
}
