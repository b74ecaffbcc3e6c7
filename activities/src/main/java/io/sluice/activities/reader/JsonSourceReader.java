package io.sluice.activities.reader;

import io.sluice.activities.reader.json.JsonRecords;
import io.sluice.definitions.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * JSON, an object a line, or with {@code multiLine: true} an object or an array of objects a file, or with {@code items} those at
 * a path of one document a file: a text column per key.
 *
 * <p>Spark's own reader is not used: it turns every fraction into a double before it becomes text, which loses digits.
 */
final class JsonSourceReader implements SourceReader {
    private final boolean whole;
    private final String items;

    private JsonSourceReader(boolean whole, String items) {
        this.whole = whole;
        this.items = items;
    }

    /** Of files: a path of records in documents means one document a file. */
    static JsonSourceReader ofFiles(Map<String, String> options) {
        boolean multiLine = Boolean.parseBoolean(options.getOrDefault("multiLine", "false"));
        return new JsonSourceReader(multiLine || options.containsKey("items"), options.getOrDefault("items", ""));
    }

    /** Of stored pages: one document a file. */
    static JsonSourceReader ofPages(Map<String, String> options) {
        return new JsonSourceReader(true, options.getOrDefault("items", ""));
    }

    @Override
    public List<Received> read(SparkSession session, Source source, List<SourceFile> files) {
        TextSession text = new TextSession(session);
        Dataset<Row> documents = text.reading()
                .read()
                .option("wholetext", whole)
                .text(files.stream().map(file -> Globs.literal(file.path())).toArray(String[]::new))
                .select(functions.col("value"), functions.col("_metadata.file_path"));
        String path = items;
        // One pass for the keys, because a file may have keys that no definition knows.
        List<String> names = documents
                .flatMap(
                        (org.apache.spark.api.java.function.FlatMapFunction<Row, String>)
                                row -> JsonRecords.names(row.getString(0), path).iterator(),
                        Encoders.STRING())
                .distinct()
                .orderBy("value")
                .collectAsList();
        List<String> columns = new ArrayList<>(names);
        return List.of(text.received(
                documents.javaRDD().mapPartitions(rows -> JsonRecords.rows(rows, path, columns)), columns));
    }
}
