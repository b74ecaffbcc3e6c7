package io.sluice.activities.known;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.landing.LandingColumns;
import io.sluice.quality.known.ReceivedFile;
import io.sluice.quality.known.SupplierManifest;
import io.sluice.quality.known.SupplierManifest.AnnouncedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The files of the delivery that a snapshot was staged from, by the landing manifest. */
record DeliveredFiles(Lake lake, SparkSession session) {
    private static final TableIdentifier MANIFEST = TableIdentifier.of("landing", "files__manifest");
    private static final String TRUSTED = "trusted.";
    static final String DELIVERY = "sluice.delivery";

    /** A line of the manifest: a file that was received, that was announced, or both. */
    private record Line(
            @Nullable ReceivedFile received, @Nullable AnnouncedFile announced) {}

    /** Rows of a file, and those of them that could not be read. */
    private record Rows(long all, long corrupt) {}

    /** By path; empty when the rows did not come from a delivery of files. */
    Optional<List<ReceivedFile>> of(String dataset, String partition, Map<String, String> summary) {
        return lines(dataset, partition, summary).map(lines -> {
            List<ReceivedFile> received = new ArrayList<>();
            for (Line line : lines) {
                if (line.received() != null) {
                    received.add(line.received());
                }
            }
            return received;
        });
    }

    /** What was announced of them; empty when no manifest came along. */
    Optional<SupplierManifest> manifest(String dataset, String partition, Map<String, String> summary) {
        return lines(dataset, partition, summary).flatMap(lines -> {
            List<AnnouncedFile> announced = new ArrayList<>();
            List<String> unannounced = new ArrayList<>();
            for (Line line : lines) {
                if (line.announced() != null) {
                    announced.add(line.announced());
                } else if (line.received() != null) {
                    unannounced.add(line.received().path());
                }
            }
            return announced.isEmpty() ? Optional.empty() : Optional.of(new SupplierManifest(announced, unannounced));
        });
    }

    private Optional<List<Line>> lines(String dataset, String partition, Map<String, String> summary) {
        @Nullable String delivery = summary.get(DELIVERY);
        Optional<Table> manifest = lake.find(MANIFEST);
        if (delivery == null || !dataset.startsWith(TRUSTED) || manifest.isEmpty()) {
            return Optional.empty();
        }
        String source = dataset.substring(TRUSTED.length());
        Map<String, Rows> counted = counted(source, delivery);
        boolean announces = manifest.get().schema().findField("announced") != null;
        return Optional.of(session
                .read()
                .table(Lake.CATALOG + "." + MANIFEST)
                .where(col("source")
                        .equalTo(source)
                        .and(col("partition").equalTo(partition))
                        .and(col("delivery").equalTo(delivery)))
                .drop("run")
                .distinct()
                .orderBy("path", announces ? "announced" : "delivery")
                .collectAsList()
                .stream()
                .map(row -> line(row, counted, announces))
                .toList());
    }

    private static Line line(Row row, Map<String, Rows> counted, boolean announces) {
        @Nullable String path = row.getAs("path");
        @Nullable ReceivedFile received = null;
        if (path != null) {
            Rows rows = counted.getOrDefault(path, new Rows(0, 0));
            received = new ReceivedFile(
                    name(path), row.<Long>getAs("bytes"), rows.all(), rows.corrupt(), row.getAs("sha256"));
        }
        @Nullable String announced = announces ? row.getAs("announced") : null;
        return new Line(
                received,
                announced == null
                        ? null
                        : new AnnouncedFile(
                                announced,
                                row.getAs("announced_rows"),
                                row.getAs("announced_bytes"),
                                row.getAs("announced_sha256"),
                                received));
    }

    private Map<String, Rows> counted(String source, String delivery) {
        Map<String, Rows> counted = new HashMap<>();
        TableIdentifier landing = TableNames.landing(source);
        if (lake.find(landing).isPresent()) {
            session.read()
                    .table(Lake.CATALOG + "." + landing)
                    .where(col(LandingColumns.DELIVERY).equalTo(delivery))
                    .groupBy(LandingColumns.FILE)
                    .agg(count(lit(1)), count(col(LandingColumns.CORRUPT)))
                    .collectAsList()
                    .forEach(row -> counted.put(row.getString(0), new Rows(row.getLong(1), row.getLong(2))));
        }
        return counted;
    }

    /** Without the folders, which are the business of the machine that read it. */
    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
