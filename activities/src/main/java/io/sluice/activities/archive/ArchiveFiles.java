package io.sluice.activities.archive;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.FanoutDataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.util.PropertyUtil;

/**
 * New data files of an archive, one for each day on which the log took records. They belong to no snapshot until they are
 * appended: those of a writer that died are seen by nobody. Not thread-safe.
 */
public final class ArchiveFiles {
    private final Table table;
    private final ArchiveRows rows;
    private final FanoutDataWriter<Record> writer;
    private final PartitionKey day;
    private final InternalRecordWrapper wrapper;
    private final List<DataFile> complete = new ArrayList<>();

    ArchiveFiles(Table table, ArchiveRows rows) {
        this.table = requireNonNull(table, "table is null");
        this.rows = requireNonNull(rows, "rows is null");
        day = new PartitionKey(table.spec(), table.schema());
        wrapper = new InternalRecordWrapper(table.schema().asStruct());
        writer = new FanoutDataWriter<>(
                new GenericFileWriterFactory.Builder(table)
                        .dataFileFormat(FileFormat.PARQUET)
                        .build(),
                OutputFileFactory.builderFor(table, 0, System.nanoTime())
                        .format(FileFormat.PARQUET)
                        .suffix("archive")
                        .build(),
                table.io(),
                PropertyUtil.propertyAsLong(
                        table.properties(),
                        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
                        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT));
    }

    /** Adds a record. */
    public void write(ArchivedRecord record) {
        Record row = rows.encode(record);
        day.partition(wrapper.wrap(row));
        writer.write(row, table.spec(), day);
    }

    /** Ends the files and names them; nothing can be added any more. */
    List<DataFile> complete() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (complete.isEmpty()) {
            complete.addAll(writer.result().dataFiles());
        }
        return complete;
    }

    /**
     * Removes the files, for which no append may ever have been tried: of one whose answer was lost they are the rows. Where
     * removing fails they stay as files that nobody reads.
     */
    public void discard() {
        CatalogUtil.deleteFiles(
                table.io(), complete().stream().map(DataFile::location).toList(), "discarded");
    }
}
