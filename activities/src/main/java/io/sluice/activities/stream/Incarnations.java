package io.sluice.activities.stream;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.table.RecordTable;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.lane.IncarnationRow;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.expressions.Expressions;

/** With what streams were begun: {@code sluice.incarnations}. Safe for several processes. */
public final class Incarnations {
    private final RecordTable<IncarnationRow> rows;

    public Incarnations(SystemTables tables) {
        this.rows = requireNonNull(tables, "tables is null").incarnations();
    }

    /** The incarnation that runs, or ran last; empty for a stream that was never begun. */
    public Optional<IncarnationRow> newest(String source) {
        return rows.scan(Expressions.equal("source", source)).stream()
                .max(Comparator.comparingLong(IncarnationRow::epoch));
    }

    /** Begins an incarnation, and returns the one that counts: of several that begin it at once, the first. */
    public IncarnationRow begin(IncarnationRow row) {
        rows.append(row.source() + "/" + row.epoch(), List.of(row));
        return newest(row.source()).orElseThrow();
    }
}
