package io.sluice.activities.reader;

import static org.apache.spark.sql.functions.col;

import io.sluice.definitions.model.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Parquet: the file's own types; nanosecond timestamps come as numbers. */
final class ParquetSourceReader implements SourceReader {
    private record Shape(StructType columns, List<String> nanos) {}

    @Override
    public List<Received> read(SparkSession session, Source source, List<SourceFile> files) {
        Map<Shape, List<String>> shapes = new LinkedHashMap<>();
        for (SourceFile file : files) {
            shapes.computeIfAbsent(shape(session, file), shape -> new ArrayList<>())
                    .add(Globs.literal(file.path()));
        }
        List<Received> received = new ArrayList<>();
        shapes.forEach((shape, paths) ->
                received.add(new Received(rows(session, shape, paths), shape.columns(), shape.nanos(), true)));
        return received;
    }

    private static Dataset<Row> rows(SparkSession session, Shape shape, List<String> paths) {
        return session.read()
                .schema(shape.columns())
                .parquet(paths.toArray(String[]::new))
                .select(
                        col("*"),
                        col("_metadata.file_path").as(ReaderColumns.FILE),
                        col("_metadata.row_index").as(ReaderColumns.POSITION),
                        Undecodable.sentence(shape.columns()).as(ReaderColumns.CORRUPT));
    }

    private static Shape shape(SparkSession session, SourceFile file) {
        Configuration configuration = session.sessionState().newHadoopConf();
        // First, because an unreadable footer fails here with its own exception and not inside a Spark job.
        List<String> nanos = nanos(new Path(file.path()), configuration);
        return new Shape(session.read().parquet(Globs.literal(file.path())).schema(), nanos);
    }

    private static List<String> nanos(Path path, Configuration configuration) {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, configuration))) {
            return reader.getFileMetaData().getSchema().getFields().stream()
                    .filter(field -> isNanos(field.getLogicalTypeAnnotation()))
                    .map(Type::getName)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNanos(LogicalTypeAnnotation annotation) {
        return annotation instanceof TimestampLogicalTypeAnnotation
                && ((TimestampLogicalTypeAnnotation) annotation).getUnit() == LogicalTypeAnnotation.TimeUnit.NANOS;
    }
}
