package io.sluice.workers.slot;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.stream.TrustedHistory;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;

/** Certified clicks of one month, written as the batch lane would have left them. */
public final class TrustedClicks {
    private static final String MONTH = "2026-06";

    /** One of them. */
    public record Click(String id, String user, long time, String type, BigDecimal amount, boolean bot) {}

    private TrustedClicks() {}

    /** Appends them; answers the snapshot that is the history then. */
    public static long append(Lake lake, Source source, List<Click> clicks) throws IOException {
        Table table = lake.loadOrCreate(TableLayouts.trusted(source));
        GenericRecord partition = GenericRecord.create(table.spec().partitionType());
        partition.set(0, MONTH);
        DataWriter<Record> writer = new GenericFileWriterFactory.Builder(table)
                .dataFileFormat(FileFormat.PARQUET)
                .build()
                .newDataWriter(
                        OutputFileFactory.builderFor(table, 0, 1)
                                .format(FileFormat.PARQUET)
                                .build()
                                .newOutputFile(),
                        table.spec(),
                        partition);
        try (writer) {
            clicks.forEach(click -> writer.write(row(table, click)));
        }
        table.newAppend().appendFile(writer.toDataFile()).commit();
        return new TrustedHistory(lake, source).snapshot().orElseThrow();
    }

    private static Record row(Table table, Click click) {
        OffsetDateTime time = Instant.ofEpochMilli(click.time()).atOffset(ZoneOffset.UTC);
        Record row = GenericRecord.create(table.schema());
        row.setField("click_id", click.id());
        row.setField("user_id", click.user());
        row.setField("event_time", time);
        row.setField("event_type", click.type());
        row.setField("amount", click.amount());
        row.setField("is_bot", click.bot());
        row.setField(SystemColumns.PARTITION, MONTH);
        row.setField(SystemColumns.EVENT_TIME, time);
        row.setField(SystemColumns.EVENT_ID, click.id());
        return row;
    }
}
