package io.sluice.activities.ingest.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.sluice.activities.ingest.Refusal;
import io.sluice.activities.ingest.StagingColumns;
import io.sluice.activities.ingest.StagingColumns.Status;
import io.sluice.activities.ingest.TypedRows;
import io.sluice.activities.landing.LandingColumns;
import io.sluice.activities.spark.SparkTypes;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Contract §3: of rows with one identity (partition keys, event id, event time) the one with the least content hash stays, equal
 * ones are duplicates, others are refused. A row that is trusted already in a neighbouring partition stays there. The same id at
 * another time is another event, and counted.
 */
public final class Dedup {
    private static final String IDENTITY = "_identity";
    private static final String COPIES = "_copies";
    private static final String TRUSTED = "_trusted_content";

    private final Source source;

    public Dedup(Source source) {
        this.source = source;
    }

    /** Decides between the rows that are kept so far. */
    public Dataset<Row> within(Dataset<Row> rows) {
        Dataset<Row> identified = rows;
        List<Column> identity = new ArrayList<>();
        for (Column part : identity()) {
            String name = IDENTITY + identity.size();
            // Rows with another status stand alone, so that they neither compete nor pile up in one task.
            identified = identified.withColumn(name, when(kept(), part));
            identity.add(col(name));
        }
        identified = identified.withColumn(
                IDENTITY, when(kept(), lit("")).otherwise(concat(col(LandingColumns.FILE), lit("/"), place())));
        identity.add(col(IDENTITY));
        Dataset<Row> decided = decide(identified, identity);
        return decided.drop(identity.stream().map(Column::toString).toArray(String[]::new));
    }

    /** Rows kept whose id another row kept has at another time: other events, or an id that is none. */
    long reused(Dataset<Row> decided) {
        if (source.eventId().kind() != EventId.Kind.COLUMNS) {
            // A hash of the whole row and a place in a file are never given twice.
            return 0;
        }
        List<Column> id = identity();
        id.remove(id.size() - 1);
        Row counted = decided.filter(kept())
                .groupBy(id.toArray(Column[]::new))
                .agg(count(lit(1)).as(COPIES))
                .filter(col(COPIES).gt(1))
                .agg(sum(COPIES))
                .head();
        return counted.isNullAt(0) ? 0 : counted.getLong(0);
    }

    /** A hash of keys and event id, whatever the event time: rows of another hash are other events. */
    Column hash() {
        List<Column> id = identity();
        id.remove(id.size() - 1);
        return xxhash64(id.toArray(Column[]::new));
    }

    private static Dataset<Row> decide(Dataset<Row> rows, List<Column> identity) {
        Column[] keys = identity.toArray(Column[]::new);
        WindowSpec byContent = Window.partitionBy(keys)
                .orderBy(col(StagingColumns.CONTENT), col(LandingColumns.FILE), col(LandingColumns.POSITION));
        identity.add(col(StagingColumns.CONTENT));
        WindowSpec same = Window.partitionBy(identity.toArray(Column[]::new))
                .orderBy(col(LandingColumns.FILE), col(LandingColumns.POSITION));
        identity.remove(identity.size() - 1);
        Dataset<Row> numbered = rows.withColumn(
                        "_least", first(col(StagingColumns.CONTENT)).over(byContent))
                .withColumn("_copy", row_number().over(same));
        Column conflict = kept().and(col("_least").notEqual(col(StagingColumns.CONTENT)));
        return conflict("another row with the same identity and other content stays")
                .of(
                        numbered.withColumn(
                                StagingColumns.STATUS,
                                when(kept().and(col("_copy").gt(1)), Status.DUPLICATE.name())
                                        .otherwise(col(StagingColumns.STATUS))),
                        conflict.and(col("_copy").equalTo(1)))
                .drop("_least", "_copy");
    }

    /**
     * Decides against rows that are trusted already.
     *
     * @param trusted rows of other partitions, of the instants that this partition may hold
     */
    public Dataset<Row> against(Dataset<Row> rows, Dataset<Row> trusted) {
        List<Column> identity = identity();
        List<Column> theirs = new ArrayList<>();
        for (int i = 0; i < identity.size(); i++) {
            theirs.add(identity.get(i).as("_their" + i));
        }
        Dataset<Row> known = withAllColumns(trusted)
                .withColumn(StagingColumns.CONTENT, TypedRows.content(source))
                .groupBy(theirs.toArray(Column[]::new))
                .agg(min(StagingColumns.CONTENT).as(TRUSTED));
        Column same = kept();
        for (int i = 0; i < identity.size(); i++) {
            same = same.and(identity.get(i).eqNullSafe(col("_their" + i)));
        }
        Dataset<Row> joined = rows.join(known, same, "left_outer");
        Column equal = col(TRUSTED).equalTo(col(StagingColumns.CONTENT));
        Dataset<Row> decided = conflict("a row with the same identity and other content is trusted already")
                .of(joined, kept().and(col(TRUSTED).isNotNull()).and(equal.unary_$bang()));
        return decided.withColumn(
                        StagingColumns.STATUS,
                        when(kept().and(equal), Status.DUPLICATE.name()).otherwise(col(StagingColumns.STATUS)))
                .select(List.of(rows.columns()).stream().map(Typing::quoted).toArray(Column[]::new));
    }

    /** A column that the source has got since has no value in rows that were trusted before. */
    private Dataset<Row> withAllColumns(Dataset<Row> trusted) {
        List<String> present = List.of(trusted.columns());
        Dataset<Row> all = trusted;
        for (io.sluice.definitions.model.Column column : source.schema()) {
            if (!present.contains(column.name())) {
                all = all.withColumn(column.name(), lit(null).cast(SparkTypes.of(column.type())));
            }
        }
        return all;
    }

    private static Refusal conflict(String reason) {
        return new Refusal("identity_conflict", reason);
    }

    /** The event time comes last. */
    private List<Column> identity() {
        List<Column> identity = new ArrayList<>();
        source.partitionBy().forEach(key -> identity.add(Typing.quoted(key)));
        identity.add(col(SystemColumns.EVENT_ID));
        identity.add(col(SystemColumns.EVENT_TIME));
        return identity;
    }

    private static Column kept() {
        return col(StagingColumns.STATUS).equalTo(Status.KEPT.name());
    }

    private static Column place() {
        return col(LandingColumns.POSITION).cast("string");
    }
}
