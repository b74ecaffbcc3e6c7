package io.sluice.activities.reader;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.sluice.definitions.model.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Avro and ORC: the file's own types. */
final class TypedSourceReader implements SourceReader {
    private final String format;

    TypedSourceReader(String format) {
        this.format = format;
    }

    @Override
    public List<Received> read(SparkSession session, Source source, List<SourceFile> files) {
        TextSession text = new TextSession(session);
        Map<StructType, List<String>> shapes = new LinkedHashMap<>();
        for (SourceFile file : files) {
            String path = Globs.literal(file.path());
            StructType columns = text.reading().read().format(format).load(path).schema();
            shapes.computeIfAbsent(columns, shape -> new ArrayList<>()).add(path);
        }
        List<Received> received = new ArrayList<>();
        shapes.forEach((columns, paths) -> received.add(received(text, columns, paths)));
        return received;
    }

    /** Numbered as text is: neither format says which row of its file a row is. */
    private Received received(TextSession text, StructType columns, List<String> paths) {
        Dataset<Row> rows = text.reading()
                .read()
                .format(format)
                .schema(columns)
                .load(paths.toArray(String[]::new))
                .select(col("*"), lit(null).cast("string"), col("_metadata.file_path"));
        return new Received(text.numbered(rows.javaRDD(), columns), columns, List.of(), true);
    }
}
