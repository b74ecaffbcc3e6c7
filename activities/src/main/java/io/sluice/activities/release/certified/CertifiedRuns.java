package io.sluice.activities.release.certified;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.lane.CertificationRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.time.Partition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/** What is certified of each source, from the ledger; of an unpartitioned one also from the summary of its last publication. */
public final class CertifiedRuns {
    private final Lake lake;
    private final SystemTables tables;

    public CertifiedRuns(Lake lake, SystemTables tables) {
        this.lake = requireNonNull(lake, "lake is null");
        this.tables = requireNonNull(tables, "tables is null");
    }

    /** The run of a source, as it is now. */
    public CertifiedRun of(Source source) {
        return of(source, LedgerView.of(tables, source));
    }

    /** The runs of all sources of a view, in the order of the plan. */
    public List<CertifiedRun> of(ViewPlan plan, LedgerView ledger) {
        return plan.sources().stream()
                .map(source -> of(source.source(), ledger))
                .toList();
    }

    private CertifiedRun of(Source source, LedgerView view) {
        List<PartitionRow> ledger =
                view.partitions(TableNames.trusted(source.name()).toString());
        if (source.stream() != null) {
            return ofStream(source, ledger);
        }
        return CertifiedRun.isExported(source) ? ofExport(source, ledger) : CertifiedRun.of(source, ledger);
    }

    private CertifiedRun ofStream(Source source, List<PartitionRow> ledger) {
        long completeFrom = tables.certifications().scan(Expressions.equal("source", source.name())).stream()
                .max(Comparator.comparing(CertificationRow::at).thenComparing(CertificationRow::completeFrom))
                .map(CertificationRow::completeFrom)
                .orElse(CertifiedSpans.NO_STREAM);
        List<PartitionRow> exports = ledger.stream()
                .filter(row -> row.partition().equals(Partition.ALL))
                .toList();
        return CertifiedRun.of(source, ledger, completeFrom, ofExport(source, exports));
    }

    private CertifiedRun ofExport(Source source, List<PartitionRow> ledger) {
        return ledger.stream()
                .filter(row -> row.state().equals(PartitionRow.PUBLISHED))
                .max(Comparator.comparingLong(PartitionRow::sequence))
                .flatMap(row -> summary(source, row))
                .map(summary -> ofExport(source, ledger, summary))
                .orElseGet(() -> CertifiedRun.unknown(source, ledger));
    }

    /**
     * A row is in an export from its event time + {@code delay} on, so the export says nothing about the last {@code delay}
     * before it was made. Before its first row it says nothing either: a source may not keep what is older, unless it
     * is declared to hold its whole history.
     */
    private static CertifiedRun ofExport(Source source, List<PartitionRow> ledger, Map<String, String> summary) {
        long extracted = Long.parseLong(summary.getOrDefault(SummaryKeys.EXTRACTED_AT, "0"));
        long end = extracted - source.delay().toMillis();
        long first = Long.parseLong(summary.getOrDefault(SummaryKeys.FIRST_EVENT, String.valueOf(end)));
        Instant begins = source.historyFrom();
        long complete = begins == null ? first : Math.min(first, begins.toEpochMilli());
        return CertifiedRun.ofExport(source, ledger, Math.min(complete, end), end);
    }

    /** Of the published snapshot or, where it has none of ours, the staged one. */
    private Optional<Map<String, String>> summary(Source source, PartitionRow row) {
        Table table = lake.load(TableNames.trusted(source.name()));
        return Stream.of(row.publishedSnapshotId(), row.snapshotId())
                .map(id -> table.snapshot(Long.parseLong(id)))
                .filter(Objects::nonNull)
                .map(Snapshot::summary)
                .filter(summary -> summary.containsKey(SummaryKeys.EXTRACTED_AT))
                .findFirst();
    }
}
