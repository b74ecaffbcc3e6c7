package io.sluice.activities.stream;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.value.IcebergValues;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/** The certified rows before the cutover of a source, with which its stream begins. */
public final class TrustedHistory {
    private final Lake lake;
    private final Source source;

    /** Sees one row after the other, in no order. */
    public interface Visitor {
        /**
         * Takes the next row.
         *
         * @param eventTime epoch milliseconds
         * @param columns of the source
         */
        void take(long eventTime, String eventId, @Nullable Object[] columns);
    }

    public TrustedHistory(Lake lake, Source source) {
        this.lake = requireNonNull(lake, "lake is null");
        this.source = requireNonNull(source, "source is null");
    }

    /** The snapshot of the trusted table now; empty for a source without history, or while nothing of it is certified. */
    public Optional<Long> snapshot() {
        return source.cutover() == null
                ? Optional.empty()
                : lake.find(TableNames.trusted(source.name()))
                        .map(Table::currentSnapshot)
                        .map(Snapshot::snapshotId);
    }

    /** Reads the rows of a snapshot with event times before the cutover. */
    public void forEach(long snapshot, Visitor visitor) {
        Instant cutover = requireNonNull(source.cutover(), "cutover is null");
        Table table = lake.find(TableNames.trusted(source.name())).orElseThrow();
        List<Column> schema = source.schema();
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table)
                .useSnapshot(snapshot)
                .where(Expressions.lessThan(
                        SystemColumns.EVENT_TIME, Math.multiplyExact(cutover.toEpochMilli(), 1_000L)))
                .build()) {
            for (Record row : rows) {
                @Nullable Object[] columns = new Object[schema.size()];
                for (int i = 0; i < columns.length; i++) {
                    Column column = schema.get(i);
                    columns[i] = IcebergValues.value(row.getField(column.name()), column.type());
                }
                visitor.take(
                        IcebergValues.millis(row.getField(SystemColumns.EVENT_TIME), 0),
                        String.valueOf(row.getField(SystemColumns.EVENT_ID)),
                        columns);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
