package io.sluice.activities.tryout;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.sluice.definitions.model.Column;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a local file of events: CSV with a header, one JSON object a line, or Parquet, told apart by its name. */
final class EventFile {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();
    private static final int LONGEST_VALUE = 1 << 20;

    private EventFile() {}

    /**
     * Every record, in order.
     *
     * @throws IllegalArgumentException with a sentence when the file cannot be read as what its name says
     */
    static List<ReceivedEvent> read(Path file, List<Column> schema) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file);
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".csv")) {
                return csv(file, schema);
            } else if (name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
                return json(file);
            } else if (name.endsWith(".parquet")) {
                return ParquetEvents.read(file, schema);
            }
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException("The file " + file + " is not UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "Cannot tell what " + file + " is: its name must end with .csv, .json, .jsonl, .ndjson or .parquet");
    }

    private static List<ReceivedEvent> csv(Path file, List<Column> schema) throws IOException {
        CsvParserSettings settings = new CsvParserSettings();
        settings.setLineSeparatorDetectionEnabled(true);
        settings.setMaxCharsPerColumn(LONGEST_VALUE);
        settings.setMaxColumns(20_000);
        List<ReceivedEvent> events = new ArrayList<>();
        CsvParser parser = new CsvParser(settings);
        try (Reader reader = Files.newBufferedReader(file)) {
            parser.beginParsing(reader);
            String[] header = requireNonNullElse(parser.parseNext(), new String[0]);
            requireHeader(file, header, schema);
            long line = parser.getContext().currentLine() + 1;
            for (String[] row = parser.parseNext(); row != null; row = parser.parseNext()) {
                events.add(row(line, header, row));
                ReceivedEvent.requireFew(events, file);
                line = parser.getContext().currentLine() + 1;
            }
        } finally {
            parser.stopParsing();
        }
        return events;
    }

    /** Without one the first row would be lost, and a file of one row would look like an empty one. */
    private static void requireHeader(Path file, String[] header, List<Column> schema) {
        List<String> columns = schema.stream().map(Column::name).toList();
        if (Arrays.stream(header).noneMatch(columns::contains)) {
            throw new IllegalArgumentException(
                    "The file %s has no header: its first line must name columns of the source (%s)"
                            .formatted(file, String.join(", ", columns)));
        }
    }

    private static ReceivedEvent row(long line, String[] header, String[] row) {
        if (row.length > header.length) {
            return ReceivedEvent.unreadable(
                    line, "%d values under a header of %d columns".formatted(row.length, header.length));
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i++) {
            if (row[i] != null && header[i] != null) {
                texts.put(header[i], row[i]);
            }
        }
        return ReceivedEvent.ofTexts(line, texts);
    }

    private static List<ReceivedEvent> json(Path file) throws IOException {
        List<ReceivedEvent> events = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            long number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    events.add(object(number, line));
                    ReceivedEvent.requireFew(events, file);
                }
                number++;
            }
        }
        return events;
    }

    private static ReceivedEvent object(long line, String text) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return ReceivedEvent.unreadable(line, "no JSON object: " + e.getOriginalMessage());
        }
        if (!node.isObject()) {
            return ReceivedEvent.unreadable(line, "no JSON object: write one object on each line");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        node.fields().forEachRemaining(field -> {
            JsonNode value = field.getValue();
            if (!value.isNull()) {
                texts.put(field.getKey(), value.isValueNode() ? value.asText() : value.toString());
            }
        });
        return ReceivedEvent.ofTexts(line, texts);
    }
}
