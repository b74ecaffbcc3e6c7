package io.sluice.activities.check;

import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.monotonically_increasing_id;

import io.sluice.quality.sql.RowOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Rows of a local file with the types that can be seen in it, and their places. */
final class LocalData {
    private static final String KNOWN = "csv, json, jsonl, ndjson, parquet, orc or avro";

    private LocalData() {}

    /**
     * Reads a file by its ending. CSV has a header line; types are what all values of a column can be read as.
     *
     * @throws IllegalArgumentException with a sentence when there is no such file or format, or it cannot be read
     */
    static Dataset<Row> read(SparkSession session, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file);
        }
        try {
            return withPlaces(rows(session, file));
        } catch (IllegalArgumentException | UncheckedIOException unreadable) {
            throw unreadable;
        } catch (Exception unreadable) { // Spark throws its checked AnalysisException undeclared
            String reason =
                    String.valueOf(unreadable.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException("Cannot read " + file + ": " + reason, unreadable);
        }
    }

    private static Dataset<Row> rows(SparkSession session, Path file) {
        String path = file.toAbsolutePath().toString();
        return switch (ending(file)) {
            case "csv" ->
                session.read()
                        .option("header", true)
                        .option("inferSchema", true)
                        .option("multiLine", true)
                        .option("escape", "\"")
                        .option("mode", "FAILFAST")
                        .csv(path);
            case "json", "jsonl", "ndjson" ->
                session.read().option("mode", "FAILFAST").json(path);
            case "parquet" -> session.read().parquet(path);
            case "orc" -> session.read().orc(path);
            case "avro" -> avro(session, file);
            default -> throw new IllegalArgumentException("The file " + file + " must end in " + KNOWN);
        };
    }

    /** By way of JSON: a file that fits a person's machine, and no further library. */
    private static Dataset<Row> avro(SparkSession session, Path file) {
        try (DataFileReader<GenericRecord> reader = new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
            List<String> lines = new ArrayList<>();
            for (GenericRecord record : reader) {
                lines.add(record.toString());
            }
            Map<String, String> fields = new LinkedHashMap<>();
            for (Schema.Field field : reader.getSchema().getFields()) {
                fields.put(field.name(), AvroNames.sql(field.schema()));
            }
            String schema = fields.entrySet().stream()
                    .map(field -> "`" + field.getKey() + "` " + field.getValue())
                    .reduce((left, right) -> left + ", " + right)
                    .orElseThrow();
            return session.read()
                    .schema(schema)
                    .option("mode", "FAILFAST")
                    .json(session.createDataset(lines, Encoders.STRING()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static Dataset<Row> withPlaces(Dataset<Row> rows) {
        return rows.withColumn(RowOrder.FILE, input_file_name())
                .withColumn(RowOrder.POSITION, monotonically_increasing_id());
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
