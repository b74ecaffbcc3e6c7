package io.sluice.activities.reader;

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
 * JSON, an object a line, or with {@code multiLine: true} an object or an array of objects a file: a text column per key.
 *
 * <p>Spark's own reader is not used: it turns every fraction into a double before it becomes text, which loses digits.
 */
final class JsonSourceReader implements SourceReader {
    private final boolean multiLine;

    JsonSourceReader(Map<String, String> options) {
        this.multiLine = Boolean.parseBoolean(options.getOrDefault("multiLine", "false"));
    }

    @Override
    public List<Received> read(SparkSession session, Source source, List<SourceFile> files) {
        TextSession text = new TextSession(session);
        Dataset<Row> documents = text.reading()
                .read()
                .option("wholetext", multiLine)
                .text(files.stream().map(file -> Globs.literal(file.path())).toArray(String[]::new))
                .select(functions.col("value"), functions.col("_metadata.file_path"));
        // One pass for the keys, because a file may have keys that no definition knows.
        List<String> names = documents
                .flatMap(
                        (org.apache.spark.api.java.function.FlatMapFunction<Row, String>)
                                row -> JsonRecords.names(row.getString(0)).iterator(),
                        Encoders.STRING())
                .distinct()
                .orderBy("value")
                .collectAsList();
        List<String> columns = new ArrayList<>(names);
        return List.of(
                text.received(documents.javaRDD().mapPartitions(rows -> JsonRecords.rows(rows, columns)), columns));
    }
}
