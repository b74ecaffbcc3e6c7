package io.sluice.activities.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;

/** The partitions of a table with one identity partition column, as the texts that people and ledgers use. */
final class PartitionValues {
    private final Table table;
    private final PartitionSpec spec;
    private final Type type;

    PartitionValues(Table table) {
        this.table = table;
        this.spec = table.spec();
        List<PartitionField> fields = spec.fields();
        if (fields.size() != 1 || !fields.get(0).transform().isIdentity()) {
            throw new IllegalArgumentException(
                    "Invalid partitioning of " + table.name() + " (expected one identity column): " + spec);
        }
        this.type = spec.partitionType().fields().get(0).type();
    }

    /** The text of a file's partition: the label, or a date as {@code 2010-12-01}. */
    String of(DataFile file) {
        Object value = file.partition().get(0, Object.class);
        return spec.fields().get(0).transform().toHumanString(cast(type), cast(value));
    }

    /** Rows per partition. */
    Map<String, Long> rows(Iterable<DataFile> files) {
        Map<String, Long> rows = new LinkedHashMap<>();
        files.forEach(file -> rows.merge(of(file), file.recordCount(), Long::sum));
        return rows;
    }

    /** One file without rows per given partition, so that replacing it leaves nothing. */
    List<DataFile> emptyFiles(List<String> partitions) {
        OutputFileFactory files = OutputFileFactory.builderFor(table, 0, System.nanoTime())
                .format(FileFormat.PARQUET)
                .suffix("empty")
                .build();
        List<DataFile> empty = new ArrayList<>();
        for (String partition : partitions) {
            empty.add(emptyFile(files, partition));
        }
        return empty;
    }

    private DataFile emptyFile(OutputFileFactory files, String label) {
        Record partition = GenericRecord.create(spec.partitionType());
        partition.set(0, Conversions.fromPartitionString(type, label));
        StructLike value = partition;
        DataWriter<Record> writer = new GenericFileWriterFactory.Builder(table)
                .dataFileFormat(FileFormat.PARQUET)
                .build()
                .newDataWriter(files.newOutputFile(spec, value), spec, value);
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.toDataFile();
    }

    @SuppressWarnings("unchecked") // the type of an identity transform is that of its column
    private static <T> T cast(Object value) {
        return (T) value;
    }
}
