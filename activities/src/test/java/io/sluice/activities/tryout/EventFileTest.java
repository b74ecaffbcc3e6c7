package io.sluice.activities.tryout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.ingest.TestingSource;
import io.sluice.activities.reader.Received;
import io.sluice.activities.reader.SourceFile;
import io.sluice.activities.reader.SourceReader;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.Source;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file is read as ingestion reads it: the oracle is the reader of ingestion, which Spark runs. */
final class EventFileTest {
    private final SparkSession spark = TestingLake.shared().spark().session();

    @TempDir
    Path folder;

    record Given(String format, Map<String, String> options, String text) {}

    static List<Given> files() {
        return List.of(
                csv(Map.of(), "id,at\n#1,x\n 2 , y \n\"3\",\" z \"\n"),
                csv(Map.of(), "id,at\na,\"x\\\"y\"\nb,\"x\"\"y\"\nc,\"\"\nd,\n,e\n"),
                csv(Map.of(), "id,at\r\na,1\r\n\r\n  \r\nb,2\r\n"),
                csv(Map.of(), "\uFEFFid,at\na,1\n"),
                csv(Map.of(), "id,at\na\nb,1,2\nc,\"open\nd,4\n"),
                csv(Map.of(), "id,amount,amount,at\na,1,2,3\n"),
                csv(Map.of("sep", ";", "nullValue", "-", "comment", "!"), "id;at\n!a;1\nb;-\nc;\n"),
                csv(Map.of("header", "false"), "a,1,x\nb,2,y\n"),
                csv(Map.of("multiLine", "true"), "id,at\na,\"x\ny\"\nb,2\n"),
                csv(Map.of("quote", "'", "escape", "^"), "id,at\na,'x,^'y'\n"),
                csv(Map.of("ignoreLeadingWhiteSpace", "true"), "id,at\n a , b \n"),
                csv(Map.of("encoding", "ISO-8859-1"), "id,at\nM\u00fcller,1\n"),
                new Given(
                        "json",
                        Map.of(),
                        "\uFEFF{\"id\":\"a\",\"at\":1.50}\n\n{\"id\":null}\nno\n[1]\n{\"at\":{\"x\":1}}\n"),
                new Given("json", Map.of("multiLine", "true"), "[{\"id\":\"a\"},\n {\"at\":2}]"),
                new Given("json", Map.of("items", "d.rows"), "{\"d\":{\"rows\":[{\"id\":\"a\"},3,{\"at\":2}]}}"));
    }

    private static Given csv(Map<String, String> options, String text) {
        return new Given("csv", options, text);
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsWhatIngestionReads(Given given) throws IOException {
        Path file = folder.resolve("events." + given.format());
        Files.writeString(file, given.text(), Charset.forName(given.options().getOrDefault("encoding", "UTF-8")));
        Source source = source(given.format(), given.options());

        assertThat(tried(EventFile.read(file, source))).isEqualTo(ingested(source, file));
    }

    @Test
    void saysWhatIsWrongWithBrokenText() throws IOException {
        Path file = folder.resolve("events.csv");
        Files.write(file, "id,at\na,\u00e4\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(EventFile.read(file, source("csv", Map.of())))
                .extracting(ReceivedEvent::problem)
                .containsExactly("not in its character set: at");
    }

    @Test
    void refusesATextWithoutTheNamesOfColumns() throws IOException {
        Path file = folder.resolve("events.csv");
        Files.writeString(file, "id;at\na;1\n");

        assertThatThrownBy(() -> EventFile.read(file, source("csv", Map.of())))
                .hasMessageContaining("has no header")
                .hasMessageContaining("with \",\" between them");
    }

    private Source source(String format, Map<String, String> options) {
        Source source = TestingSource.source("event_file", format, folder.toString());
        return TestingSource.source(
                "event_file",
                source.schema(),
                source.eventId(),
                new Source.Batch(
                        Source.Batch.Access.PATH, format, folder.toString(), options, Source.Partitioning.NONE));
    }

    private static List<Object> tried(List<ReceivedEvent> events) {
        List<Object> rows = new ArrayList<>();
        for (ReceivedEvent event : events) {
            rows.add(event.problem() == null ? new TreeMap<>(event.texts()) : "unreadable");
        }
        return rows;
    }

    private List<Object> ingested(Source source, Path file) {
        List<Received> groups = SourceReader.of(source, source.batch())
                .read(spark, source, List.of(new SourceFile(file.toString(), 0, 0, "")));
        List<Object> rows = new ArrayList<>();
        for (Received group : groups) {
            for (Row row : group.rows().collectAsList()) {
                rows.add(row.getAs("_corrupt_record") == null ? texts(group, row) : "unreadable");
            }
        }
        return rows;
    }

    private static Map<String, String> texts(Received group, Row row) {
        Map<String, String> texts = new TreeMap<>();
        for (String column : group.columns().fieldNames()) {
            String value = row.getAs(column);
            if (value != null) {
                texts.put(column, value);
            }
        }
        return texts;
    }
}
