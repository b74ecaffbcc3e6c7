package io.sluice.activities.online.snapshot;

import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.reader.Pointer;
import io.sluice.definitions.changepoint.ViewPlan;
import java.util.Optional;
import java.util.function.Function;
import org.apache.iceberg.Table;

/** Opens view tables for reading. */
public final class Readings {
    private final Function<String, Table> tables;

    /** Takes what loads a table by its name. */
    public Readings(Function<String, Table> tables) {
        this.tables = tables;
    }

    public Reading of(ReleasedView release, long asOf) {
        return reading(release.table(), release.snapshotId(), release.plan(), asOf);
    }

    /** What an earlier materialisation wrote; empty when its snapshot is gone. */
    public Optional<Reading> of(Pointer.Target target, ViewPlan plan) {
        Reading reading = reading(
                target.table(), target.snapshotId(), plan, target.asOfInstant().toEpochMilli());
        return reading.table().has(reading.snapshotId()) ? Optional.of(reading) : Optional.empty();
    }

    private Reading reading(String table, String snapshotId, ViewPlan plan, long asOf) {
        return new Reading(new ViewTable(tables.apply(table), plan), Long.parseLong(snapshotId), asOf);
    }
}
