package io.sluice.activities.reader;

import io.sluice.definitions.model.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** JSON, an object a line (or {@code multiLine: true}): a text column per key, nested values as JSON text. */
final class JsonSourceReader implements SourceReader {
    private final Map<String, String> options;

    JsonSourceReader(Map<String, String> options) {
        this.options = new LinkedHashMap<>(options);
    }

    @Override
    public List<Received> read(SparkSession session, Source source, List<SourceFile> files) {
        TextSession text = new TextSession(session);
        String[] paths = files.stream().map(file -> Globs.literal(file.path())).toArray(String[]::new);
        // One pass for the keys, because a file may have keys that no definition knows.
        List<String> names = Stream.of(reader(text)
                        .option("primitivesAsString", "true")
                        .json(paths)
                        .columns())
                .filter(name -> !name.equals(ReaderColumns.CORRUPT))
                .toList();
        Dataset<Row> rows = reader(text)
                .schema(TextSession.textColumns(names).add(ReaderColumns.CORRUPT, "string"))
                .json(paths);
        return List.of(text.received(rows, names));
    }

    private DataFrameReader reader(TextSession text) {
        return text.reading()
                .read()
                .options(options)
                .option("mode", "PERMISSIVE")
                .option("columnNameOfCorruptRecord", ReaderColumns.CORRUPT);
    }
}
