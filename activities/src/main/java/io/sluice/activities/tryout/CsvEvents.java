package io.sluice.activities.tryout;

import static java.util.Objects.requireNonNullElse;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import io.sluice.activities.reader.ReaderColumns;
import io.sluice.activities.reader.Undecodable;
import io.sluice.definitions.model.Column;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.execution.datasources.csv.CSVUtils;
import org.jspecify.annotations.Nullable;

/**
 * CSV as ingestion reads it: parser and settings are those of Spark's reader, which itself needs a session. The oracle of its test
 * is that reader.
 */
final class CsvEvents {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String UNFINISHED = "no CSV record: a quote does not end, or a value is too long";

    private final Path file;
    private final CSVOptions options;
    private final List<Column> schema;
    private final CsvParser parser;
    private final List<ReceivedEvent> events = new ArrayList<>();
    private String[] header = {};

    private CsvEvents(Path file, CSVOptions options, List<Column> schema) {
        this.file = file;
        this.options = options;
        this.schema = schema;
        parser = new CsvParser(options.asParserSettings());
    }

    /** Every record, in order. */
    static List<ReceivedEvent> read(Path file, List<Column> schema, Map<String, String> given) throws IOException {
        CsvEvents csv = new CsvEvents(file, options(given), schema);
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), Charset.forName(csv.options.charset())))) {
            skipMark(reader);
            if (csv.options.multiLine()) {
                csv.records(reader);
            } else {
                csv.lines(reader);
            }
        }
        return csv.events;
    }

    private static CSVOptions options(Map<String, String> given) {
        scala.collection.immutable.Map<String, String> all =
                new scala.collection.immutable.HashMap<String, String>().updated("header", "true");
        for (Map.Entry<String, String> option : given.entrySet()) {
            all = all.updated(option.getKey(), option.getValue());
        }
        return new CSVOptions(all, true, "UTC", ReaderColumns.CORRUPT);
    }

    private static void skipMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
    }

    /** A record a line, unless a file may hold line breaks in values. */
    private void lines(BufferedReader reader) throws IOException {
        boolean headed = false;
        long number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank() || (options.isCommentSet() && line.startsWith(String.valueOf(options.comment())))) {
                continue;
            }
            if (!headed) {
                headed = true;
                if (header(parsed(line))) {
                    continue;
                }
            }
            take(number, parsed(line));
        }
        if (!headed) {
            header(new String[0]);
        }
    }

    private String @Nullable [] parsed(String line) {
        try {
            return parser.parseLine(line);
        } catch (TextParsingException e) {
            return null;
        }
    }

    private void records(BufferedReader reader) {
        parser.beginParsing(reader);
        try {
            String[] record = parser.parseNext();
            if (header(requireNonNullElse(record, new String[0]))) {
                record = parser.parseNext();
            }
            while (record != null) {
                take(parser.getContext().currentLine(), record);
                record = parser.parseNext();
            }
        } catch (TextParsingException e) {
            take(e.getLineIndex() + 1, null);
        } finally {
            parser.stopParsing();
        }
    }

    /** Whether the first record was the names of the columns; otherwise they are those of the source, by their places. */
    private boolean header(String @Nullable [] first) {
        if (!options.headerFlag()) {
            header = schema.stream().map(Column::name).toArray(String[]::new);
            return false;
        }
        String[] names = first == null ? new String[0] : CSVUtils.makeSafeHeader(first, false, options);
        requireHeader(names);
        header = names;
        return true;
    }

    /** Without one the first row would be lost, and a file of one row would look like an empty one. */
    private void requireHeader(String[] names) {
        List<String> columns = schema.stream().map(Column::name).toList();
        if (Arrays.stream(names).noneMatch(columns::contains)) {
            throw new IllegalArgumentException(
                    "The file %s has no header: its first line must name columns of the source (%s), with \"%s\" between them"
                            .formatted(file, String.join(", ", columns), options.delimiter()));
        }
    }

    private void take(long line, String @Nullable [] values) {
        events.add(values == null ? ReceivedEvent.unreadable(line, UNFINISHED) : record(line, values));
        ReceivedEvent.requireFew(events, file);
    }

    private ReceivedEvent record(long line, String[] values) {
        if (values.length != header.length) {
            return ReceivedEvent.unreadable(
                    line, "%d values under a header of %d columns".formatted(values.length, header.length));
        }
        String undecodable = Undecodable.sentence(header, values);
        if (undecodable != null) {
            return ReceivedEvent.unreadable(line, undecodable);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null && !values[i].equals(options.nullValue())) {
                texts.put(header[i], values[i]);
            }
        }
        return ReceivedEvent.ofTexts(line, texts);
    }
}
