package io.sluice.activities.release;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.release.certified.Beginnings;
import io.sluice.activities.release.certified.Certification;
import io.sluice.activities.release.certified.CertifiedRun;
import io.sluice.activities.release.certified.CertifiedRuns;
import io.sluice.activities.release.certified.History;
import io.sluice.activities.release.certified.LedgerView;
import io.sluice.activities.release.certified.Reach;
import io.sluice.activities.release.certified.ViewDay;
import io.sluice.activities.release.certified.ViewDays;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.registry.ViewSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Puts together what the next release of a view would consist of, and refuses when something is missing. */
final class Drafts {
    private final Lake lake;
    private final SystemTables tables;
    private final PinnedViews views;
    private final CertifiedRuns certified;

    Drafts(Lake lake, SystemTables tables, PinnedViews views) {
        this.lake = requireNonNull(lake, "lake is null");
        this.tables = requireNonNull(tables, "tables is null");
        this.views = requireNonNull(views, "views is null");
        this.certified = new CertifiedRuns(lake, tables);
    }

    /**
     * The draft.
     *
     * @throws NotCertifiedException with every sentence of what is missing
     */
    Draft draft(ViewSettings view) {
        ViewPlan plan = views.plan(view);
        List<String> missing = new ArrayList<>();
        // Before any table: whatever one of them holds beyond this was published meanwhile, and is refused as
        // unrecorded.
        LedgerView ledger = LedgerView.of(tables, view, plan);
        List<CertifiedRun> runs = certified.of(plan, ledger);
        runs.stream().filter(CertifiedRun::isEmpty).forEach(run -> missing.addAll(Preconditions.nothingCertified(run)));
        refuse(view, missing);
        missing.addAll(Beginnings.missing(plan, runs));
        refuse(view, missing);
        Certification certification = Certification.of(plan, runs);
        missing.addAll(Preconditions.neverComplete(certification, runs));
        refuse(view, missing);
        Map<String, ViewDay> days = new ViewDays(lake, tables).of(view, plan, ledger);
        long first = runs.stream()
                .mapToLong(CertifiedRun::firstCompleteInstant)
                .min()
                .orElseThrow();
        missing.addAll(Preconditions.missingDays(view.view().name(), days, first, certification.through()));
        days.keySet().removeIf(label -> label.compareTo(Partition.dayOf(certification.through())) > 0);
        missing.addAll(Preconditions.staleDays(
                view.view().name(), days.values(), Reach.of(plan, runs), certification.through()));
        List<PartitionRow> contributing = new ArrayList<>();
        runs.forEach(run -> contributing.addAll(run.reachingBefore(certification.through())));
        days.values().forEach(day -> contributing.add(day.row()));
        List<GateResultRow> results = ledger.results(contributing);
        missing.addAll(Preconditions.uncertified(contributing, results));
        refuse(view, missing);
        Map<String, Long> snapshots = snapshots(view, plan, days.values());
        History history = new History(lake, ledger);
        snapshots.forEach((table, snapshot) -> missing.addAll(history.unrecorded(table, snapshot)));
        refuse(view, missing);
        return new Draft(
                plan.view(),
                certification,
                views.definitions(view),
                snapshots,
                contributing,
                results,
                streams(plan, contributing));
    }

    private List<ReleasedStream> streams(ViewPlan plan, List<PartitionRow> contributing) {
        return plan.sources().stream()
                .map(source -> ReleasedStream.of(lake, tables, source.source(), contributing))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(ReleasedStream::source))
                .toList();
    }

    private static void refuse(ViewSettings view, List<String> missing) {
        if (!missing.isEmpty()) {
            throw new NotCertifiedException(view.view().name(), missing);
        }
    }

    /** The view's table as it is, and of each source the newest snapshot that a contributing day was computed from. */
    private Map<String, Long> snapshots(ViewSettings view, ViewPlan plan, Collection<ViewDay> days) {
        Map<String, Long> snapshots = new HashMap<>();
        Table table = lake.load(TableNames.parse(view.table()));
        snapshots.put(view.table(), table.currentSnapshot().snapshotId());
        for (SourcePlan source : plan.sources()) {
            String name = source.source().name();
            long newest =
                    days.stream().mapToLong(day -> day.sequence(name)).max().orElse(-1);
            for (Snapshot snapshot : lake.load(TableNames.trusted(name)).snapshots()) {
                if (snapshot.sequenceNumber() == newest) {
                    snapshots.put(TableNames.trusted(name).toString(), snapshot.snapshotId());
                }
            }
        }
        return snapshots;
    }
}
