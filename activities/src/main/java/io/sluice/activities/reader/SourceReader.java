package io.sluice.activities.reader;

import io.sluice.activities.spark.SparkJobException;
import io.sluice.definitions.model.Source;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/** Reads files as they are; one {@link Received} for all files with the same columns. */
public interface SourceReader {
    /** Formats that can be read. */
    List<String> FORMATS = List.of("parquet", "csv", "json", "avro", "orc");

    List<Received> read(SparkSession session, Source source, List<SourceFile> files);

    /** The reader for a source's format. */
    static SourceReader of(Source source, Source.Batch batch) {
        return switch (batch.reader().toLowerCase(Locale.ROOT)) {
            // What a database answered is stored as Parquet.
            case "parquet", "jdbc" -> new ParquetSourceReader();
            case "csv" -> new CsvSourceReader(batch.options());
            case "json" -> JsonSourceReader.ofFiles(batch.options());
            case "api" -> JsonSourceReader.ofPages(batch.options());
            case "avro", "orc" -> new TypedSourceReader(batch.format());
            default ->
                throw Unreadable.source(
                        source.name(), "format '" + batch.format() + "' is not read; use one of " + FORMATS);
        };
    }

    /** Reads, and turns what lies in the files into UnreadableSource. */
    static List<Received> readable(SourceReader reader, SparkSession session, Source source, List<SourceFile> files) {
        List<Received> received;
        try {
            received = reader.read(session, source, files);
        } catch (ApplicationFailure e) {
            throw e;
        } catch (Exception e) {
            // Spark's own exceptions are checked and declared by nobody.
            throw failure(source, files, e);
        }
        received.forEach(group -> checkNames(source, group));
        return received;
    }

    /** A failed read as UnreadableSource when the files are to blame, otherwise as it is. */
    static RuntimeException failure(Source source, List<SourceFile> files, Exception e) {
        if (!Unreadable.isFault(e)) {
            return e instanceof RuntimeException unchecked ? unchecked : new SparkJobException(e);
        }
        String format = source.batch() == null ? "" : source.batch().reader();
        String first = files.get(0).path();
        return Unreadable.source(
                source.name(),
                (files.size() == 1 ? first : "one of " + files.size() + " files from " + first)
                        + " cannot be read as " + format + "; a complete " + format
                        + " file was expected. Have it sent again, or correct the source's format");
    }

    private static void checkNames(Source source, Received group) {
        TreeSet<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : group.columns().fieldNames()) {
            if (ReaderColumns.reserved(name)) {
                throw Unreadable.source(
                        source.name(), "its column '" + name + "' has a name that landing uses itself; rename it");
            }
            if (!seen.add(name)) {
                throw Unreadable.source(
                        source.name(), "two columns are called '" + name + "' but for case; rename one of them");
            }
        }
    }
}
