package io.sluice.activities.tryout;

import io.sluice.definitions.model.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a local file of events: CSV, JSON or Parquet, told apart by its name, with the options of the source where it is of that format. */
final class EventFile {
    private EventFile() {}

    /**
     * Every record, in order.
     *
     * @throws IllegalArgumentException with a sentence when the file cannot be read as what its name says
     */
    static List<ReceivedEvent> read(Path file, Source source) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file);
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".csv")) {
                return CsvEvents.read(file, source.schema(), options(source, "csv"));
            } else if (name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
                return JsonEvents.read(file, options(source, "json"));
            } else if (name.endsWith(".parquet")) {
                return ParquetEvents.read(file, source.schema());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "Cannot tell what " + file + " is: its name must end with .csv, .json, .jsonl, .ndjson or .parquet");
    }

    private static Map<String, String> options(Source source, String format) {
        Source.Batch batch = source.batch();
        return batch != null && batch.reader().equalsIgnoreCase(format) ? batch.options() : Map.of();
    }
}
