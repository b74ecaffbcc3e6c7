package io.sluice.activities.reader;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** CSV: text columns named by each file's own header ({@code header: true} unless the options say otherwise). */
final class CsvSourceReader implements SourceReader {
    private final Map<String, String> options;

    CsvSourceReader(Map<String, String> options) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("header", "true");
        all.putAll(options);
        this.options = all;
    }

    @Override
    public List<Received> read(SparkSession session, Source source, List<SourceFile> files) {
        TextSession text = new TextSession(session);
        // Spark matches columns by place once a schema is given: files with another header are read on their own.
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (SourceFile file : files) {
            headers.computeIfAbsent(header(session, file), header -> new ArrayList<>())
                    .add(Globs.literal(file.path()));
        }
        List<Received> received = new ArrayList<>();
        for (List<String> paths : headers.values()) {
            List<String> names = names(text, source, paths.get(0));
            received.add(text.received(rows(text, names, paths), names));
        }
        return received;
    }

    private Dataset<Row> rows(TextSession text, List<String> names, List<String> paths) {
        return text.reading()
                .read()
                .options(options)
                .option("mode", "PERMISSIVE")
                .option("columnNameOfCorruptRecord", ReaderColumns.CORRUPT)
                .schema(TextSession.textColumns(names).add(ReaderColumns.CORRUPT, "string"))
                .csv(paths.toArray(String[]::new));
    }

    private boolean hasHeader() {
        return Boolean.parseBoolean(options.get("header"));
    }

    private List<String> names(TextSession text, Source source, String path) {
        return hasHeader()
                ? List.of(text.reading().read().options(options).csv(path).columns())
                : source.schema().stream().map(Column::name).toList();
    }

    private String header(SparkSession session, SourceFile file) {
        if (!hasHeader()) {
            return "";
        }
        try (BufferedReader reader =
                open(new Path(file.path()), session.sessionState().newHadoopConf())) {
            return Objects.requireNonNullElse(reader.readLine(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BufferedReader open(Path path, Configuration configuration) throws IOException {
        InputStream in = path.getFileSystem(configuration).open(path);
        CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
        Charset charset = Charset.forName(options.getOrDefault("encoding", "UTF-8"));
        return new BufferedReader(new InputStreamReader(codec == null ? in : codec.createInputStream(in), charset));
    }
}
