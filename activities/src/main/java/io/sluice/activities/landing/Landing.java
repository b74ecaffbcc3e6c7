package io.sluice.activities.landing;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.reader.Received;
import io.sluice.activities.reader.SourceFile;
import io.sluice.activities.reader.SourceReader;
import io.sluice.activities.reader.Unreadable;
import io.sluice.activities.spark.DataFiles;
import io.sluice.activities.typing.Sha256;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.ingest.LandRequest;
import io.sluice.workflows.ingest.Landed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Lands one delivery: reads, fits to the landing table, writes and commits once. */
public final class Landing {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Source source;
    private final Selection selection;
    private final LandRequest request;
    private final Delivery delivery;
    private final List<SourceFile> files;
    private final LandingTable table;
    private final Manifest manifest;
    private final String deliveryId;

    public Landing(Lake lake, Source source, Selection selection, LandRequest request, Delivery delivery) {
        this.source = source;
        this.selection = selection;
        this.request = request;
        this.delivery = delivery;
        this.files = delivery.files();
        this.table = new LandingTable(lake, source);
        this.manifest = new Manifest(lake);
        this.deliveryId = deliveryId();
    }

    /** A hash over source, partition, selection and what the files hold, wherever they are. */
    private String deliveryId() {
        List<String> parts = new ArrayList<>(
                List.of("delivery", source.name(), selection.window().label()));
        parts.addAll(selection.parts(source));
        if (!Selection.bounded(selection.window())) {
            // The same content, exported again, is complete up to a later instant.
            parts.add(String.valueOf(extractedAt()));
        }
        files.stream().map(SourceFile::sha256).sorted().forEach(parts::add);
        if (delivery.announcement() != null) {
            // A corrected manifest is another delivery of the same files: it is judged anew.
            parts.add(delivery.announcement().sha256());
        }
        return Sha256.of(parts).substring(0, 32);
    }

    /** Lands, or finds what landed before. */
    public Landed land(SparkSession session) {
        Table landing = table.load();
        Landed landed = landedBefore(landing).orElseGet(() -> landNow(session, landing));
        FailPoints.hit("manifest.before-commit");
        manifest.append(session, landed, request, delivery);
        FailPoints.hit("manifest.after-commit");
        return landed;
    }

    private Optional<Landed> landedBefore(Table landing) {
        return Deliveries.find(landing, deliveryId);
    }

    private Landed landNow(SparkSession session, Table before) {
        List<Received> groups = SourceReader.readable(reader(), session, source, files);
        groups.forEach(this::checkNames);
        Conformed conformed = Conformed.of(groups, LandingTable.received(before), source.eventTime());
        table.add(conformed.added());
        Table landing = table.load();
        Drift drift = Drift.of(source, groups);
        Column eventTime = eventTime(conformed.rows());
        Observation counts = new Observation("landing");
        Dataset<Row> rows = observed(selection.select(conformed.rows(), source, eventTime), eventTime, counts);
        List<DataFile> written = write(rows, landing);
        long landedRows = written.stream().mapToLong(DataFile::recordCount).sum();
        return commit(landing, written, drift, landedRows, landedRows == 0 ? Map.of() : collected(counts));
    }

    private void checkNames(Received group) {
        for (String name : group.columns().fieldNames()) {
            if (LandingColumns.reserved(name)) {
                throw Unreadable.source(
                        source.name(), "its column '" + name + "' has a name that landing uses itself; rename it");
            }
        }
    }

    private SourceReader reader() {
        return SourceReader.of(source, java.util.Objects.requireNonNull(source.batch()));
    }

    private Dataset<Row> observed(Dataset<Row> rows, Column eventTime, Observation counts) {
        Column finer = eventTime.notEqual(Typing.cut(eventTime)).or(col(Conformed.TRUNCATABLE));
        return rows.observe(
                        counts,
                        count(lit(1)).as("rows"),
                        count(col(LandingColumns.CORRUPT)).as("corrupt"),
                        sum(when(finer, 1L).otherwise(0L)).as("truncated"))
                .drop(Conformed.TRUNCATABLE)
                .withColumn(LandingColumns.DELIVERY, lit(deliveryId))
                .withColumn(LandingColumns.PARTITION, lit(selection.window().label()));
    }

    /** The event time as far as it can be read; NULL in every row when the column is missing. */
    private Column eventTime(Dataset<Row> rows) {
        return Typing.received(rows.schema(), source.eventTime())
                .map(candidates ->
                        coalesce(candidates.stream().map(Typing::timestamp).toArray(Column[]::new)))
                .orElse(lit(null).cast("timestamp"));
    }

    private List<DataFile> write(Dataset<Row> rows, Table landing) {
        try {
            return DataFiles.write(rows, landing, "sluice." + table.name());
        } catch (RuntimeException e) {
            throw SourceReader.failure(source, files, e);
        }
    }

    private static Map<String, Object> collected(Observation counts) {
        try {
            return counts.getAsJava();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rows were counted", e);
        }
    }

    private Landed commit(Table landing, List<DataFile> written, Drift drift, long rows, Map<String, Object> counts) {
        Landed landed = new Landed(
                table.name(),
                "",
                deliveryId,
                files.size(),
                files.stream().mapToLong(SourceFile::bytes).sum(),
                rows,
                number(counts, "corrupt"),
                number(counts, "truncated"),
                drift.missing(),
                drift.retyped(),
                drift.added());
        FailPoints.hit("land.before-commit");
        try {
            append(landing, written, landed).commit();
        } catch (ValidationException e) {
            // Another try of this delivery was faster; its rows are these rows.
            landing.refresh();
            return landedBefore(landing).orElseThrow(() -> e);
        }
        FailPoints.hit("land.after-commit");
        landing.refresh();
        return landedBefore(landing).orElseThrow();
    }

    /** When the oldest file was written: no file of an export is sure to hold what happened after that. Decision 009. */
    private long extractedAt() {
        return files.stream().mapToLong(SourceFile::modified).min().orElse(0);
    }

    private AppendFiles append(Table landing, List<DataFile> written, Landed landed) {
        AppendFiles append = landing.newAppend()
                .set(LandingSummary.DELIVERY, deliveryId)
                .set(LandingSummary.SOURCE, source.name())
                .set(LandingSummary.PARTITION, selection.window().label())
                .set(LandingSummary.RUN, request.run())
                .set(LandingSummary.LANDED, json(landed))
                .set(SummaryKeys.EXTRACTED_AT, String.valueOf(extractedAt()))
                .validateWith(this::isNew);
        written.forEach(append::appendFile);
        return append;
    }

    private boolean isNew(Iterable<Snapshot> ancestors) {
        for (Snapshot ancestor : ancestors) {
            if (deliveryId.equals(ancestor.summary().get(LandingSummary.DELIVERY))) {
                return false;
            }
        }
        return true;
    }

    private static long number(Map<String, Object> counts, String name) {
        return counts.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static String json(Landed landed) {
        try {
            return JSON.writeValueAsString(landed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of numbers and texts", e);
        }
    }
}
