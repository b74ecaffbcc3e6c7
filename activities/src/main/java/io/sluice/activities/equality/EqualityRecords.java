package io.sluice.activities.equality;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.lane.EqualityRow;
import io.sluice.workflows.equality.EqualityNumbers;
import io.sluice.workflows.equality.EqualityRequest;
import java.time.Instant;
import java.util.List;

/** Writes what comparisons found to {@code sluice.equality}. */
public final class EqualityRecords {
    private final SystemTables tables;

    public EqualityRecords(Lake lake) {
        this.tables = new SystemTables(requireNonNull(lake, "lake is null"));
    }

    /**
     * Writes the numbers of a part of a run, once however often it is called: those of the first call stay.
     *
     * @param part of the run
     */
    public void write(EqualityRequest request, String part, List<EqualityNumbers> numbers) {
        List<EqualityRow> rows =
                numbers.stream().map(each -> row(request, each)).toList();
        FailPoints.hit("equality.before-record");
        tables.equality().append("equality/" + request.run() + "/" + part, rows);
        FailPoints.hit("equality.after-record");
    }

    private static EqualityRow row(EqualityRequest request, EqualityNumbers numbers) {
        return new EqualityRow(
                request.source(),
                request.run(),
                Instant.ofEpochMilli(request.at()),
                request.seed(),
                numbers.check(),
                numbers.view(),
                numbers.feature(),
                numbers.compared(),
                numbers.equal(),
                numbers.different(),
                numbers.largest(),
                numbers.first());
    }
}
