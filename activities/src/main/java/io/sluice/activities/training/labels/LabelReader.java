package io.sluice.activities.training.labels;

import static org.apache.spark.sql.functions.col;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.reader.ReaderColumns;
import io.sluice.activities.reader.Received;
import io.sluice.activities.reader.SourceFile;
import io.sluice.activities.reader.SourceFiles;
import io.sluice.activities.reader.SourceReader;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.training.TrainingPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** Reads labels from a table at its pinned snapshot, or from Parquet or CSV files whose bytes are hashed. */
final class LabelReader {
    private final SparkSession session;
    private final String set;
    private final SourceFiles files = new SourceFiles();

    LabelReader(SparkSession session, String set) {
        this.session = session;
        this.set = set;
    }

    /** @param folder against which a relative path is resolved */
    RawLabels read(TrainingPlan plan, String folder) {
        @Nullable String table = plan.request().labels().table();
        if (table != null) {
            String snapshot = Objects.requireNonNull(plan.labelSnapshotId(), "labelSnapshotId is null");
            Dataset<Row> rows = session.read()
                    .option("snapshot-id", snapshot)
                    .format("iceberg")
                    .load(Lake.CATALOG + "." + table);
            return new RawLabels(rows, true, List.of(table + "@" + snapshot));
        }
        String path = Objects.requireNonNull(plan.request().labels().path(), "path is null");
        return files(
                path.contains("://")
                        ? path
                        : Path.of(folder).resolve(path).normalize().toString());
    }

    private RawLabels files(String location) {
        Source source = source(location);
        List<SourceFile> found =
                files.find(source.name(), location, session.sessionState().newHadoopConf());
        Source.Batch batch = Objects.requireNonNull(source.batch(), "batch is null");
        List<Received> groups = SourceReader.readable(SourceReader.of(source, batch), session, source, found);
        @Nullable Dataset<Row> all = null;
        for (Received group : groups) {
            if (!group.columns().sameType(groups.get(0).columns())) {
                throw LabelFault.input(
                        set,
                        "the files at %s have different columns: %s and %s; write them alike"
                                .formatted(
                                        location,
                                        groups.get(0).columns().sql(),
                                        group.columns().sql()));
            }
            all = all == null ? group.rows() : all.unionByName(group.rows());
        }
        return new RawLabels(
                plain(groups.get(0), Objects.requireNonNull(all, "no file"), location),
                groups.get(0).typed(),
                found.stream().map(file -> file.path() + " " + file.sha256()).toList());
    }

    private Dataset<Row> plain(Received group, Dataset<Row> rows, String location) {
        long corrupt = rows.filter(col(ReaderColumns.CORRUPT).isNotNull()).count();
        if (corrupt > 0) {
            throw LabelFault.rows(
                    set,
                    "%d rows of the labels at %s cannot be read; write them again, nothing is left out silently"
                            .formatted(corrupt, location));
        }
        Dataset<Row> plain = rows.drop(ReaderColumns.CORRUPT, ReaderColumns.FILE, ReaderColumns.POSITION);
        for (String nanos : group.nanos()) {
            plain = plain.withColumn(
                    nanos,
                    functions.timestamp_micros(
                            functions.floor(col("`" + nanos + "`").divide(1000))));
        }
        return plain;
    }

    /** Labels are read as the files of a source are. */
    private Source source(String location) {
        String lower = location.toLowerCase(Locale.ROOT);
        String format = lower.contains(".csv") ? "csv" : "parquet";
        return new Source(
                "labels of training set " + set,
                Source.Kind.EVENTS,
                new ArrayList<>(),
                "",
                new EventId(EventId.Kind.CONTENT, List.of()),
                new Source.Batch(
                        Source.Batch.Access.PATH, format, location, new LinkedHashMap<>(), Source.Partitioning.NONE),
                null,
                List.of(),
                null,
                Duration.ZERO,
                Source.LatePolicy.DROP,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }
}
