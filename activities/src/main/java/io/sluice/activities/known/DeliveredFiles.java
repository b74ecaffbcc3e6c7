package io.sluice.activities.known;

import static org.apache.spark.sql.functions.col;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.landing.LandingColumns;
import io.sluice.quality.known.ReceivedFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The files of the delivery that a snapshot was staged from, by the landing manifest. */
record DeliveredFiles(Lake lake, SparkSession session) {
    private static final TableIdentifier MANIFEST = TableIdentifier.of("landing", "files__manifest");
    private static final String TRUSTED = "trusted.";
    private static final String DELIVERY = "sluice.delivery";

    /** By path; empty when the rows did not come from a delivery of files. */
    Optional<List<ReceivedFile>> of(String dataset, String partition, Map<String, String> summary) {
        @Nullable String delivery = summary.get(DELIVERY);
        if (delivery == null
                || !dataset.startsWith(TRUSTED)
                || lake.find(MANIFEST).isEmpty()) {
            return Optional.empty();
        }
        String source = dataset.substring(TRUSTED.length());
        Map<String, Long> corrupt = corrupt(source, delivery);
        return Optional.of(session
                .read()
                .table(Lake.CATALOG + "." + MANIFEST)
                .where(col("source")
                        .equalTo(source)
                        .and(col("partition").equalTo(partition))
                        .and(col("delivery").equalTo(delivery)))
                .select("path", "bytes")
                .distinct()
                .orderBy("path")
                .collectAsList()
                .stream()
                .map(row -> new ReceivedFile(
                        name(row.getString(0)), row.getLong(1), corrupt.getOrDefault(row.getString(0), 0L)))
                .toList());
    }

    private Map<String, Long> corrupt(String source, String delivery) {
        Map<String, Long> corrupt = new HashMap<>();
        TableIdentifier landing = TableNames.landing(source);
        if (lake.find(landing).isPresent()) {
            Dataset<Row> landed = session.read().table(Lake.CATALOG + "." + landing);
            landed.where(col(LandingColumns.DELIVERY)
                            .equalTo(delivery)
                            .and(col(LandingColumns.CORRUPT).isNotNull()))
                    .groupBy(LandingColumns.FILE)
                    .count()
                    .collectAsList()
                    .forEach(row -> corrupt.put(row.getString(0), row.getLong(1)));
        }
        return corrupt;
    }

    /** Without the folders, which are the business of the machine that read it. */
    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
