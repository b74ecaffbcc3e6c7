package io.sluice.activities.release.certified;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.registry.ViewSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The days of a view that are not what they would be if they were computed now, among those that are certified: by the ledger,
 * the summaries of snapshots, and what was compared. A release goes by the same. Source: decisions 012 and 015.
 */
public final class StaleDays {
    /** All that decides, read once. */
    private record Known(List<Partition> certified, long through, Map<String, ViewDay> days, List<Reach> reaches) {}

    private final SystemTables tables;
    private final CertifiedRuns certified;
    private final ViewDays published;

    public StaleDays(Lake lake, SystemTables tables) {
        requireNonNull(lake, "lake is null");
        this.tables = requireNonNull(tables, "tables is null");
        this.certified = new CertifiedRuns(lake, tables);
        this.published = new ViewDays(lake, tables);
    }

    /** By day such as 2010-12-01, why; in order. A source of which nothing is certified makes no day stale. */
    public SortedMap<String, String> of(ViewSettings view, ViewPlan plan) {
        SortedMap<String, String> stale = new TreeMap<>();
        known(view, plan, LedgerView.of(tables, view, plan))
                .ifPresent(known -> known.certified.forEach(day -> {
                    ViewDay published = known.days.get(day.label());
                    Optional<String> why = published == null
                            ? Optional.of("never computed")
                            : published.staleness(known.reaches, known.through);
                    why.ifPresent(because -> stale.put(day.label(), because));
                }));
        return stale;
    }

    /** Those of the stale days that turn out not to be when their rows are compared with what they would be; in order. */
    public List<DoubtfulDay> doubtful(ViewSettings view, ViewPlan plan, LedgerView ledger) {
        List<DoubtfulDay> doubtful = new ArrayList<>();
        known(view, plan, ledger)
                .ifPresent(known -> known.certified.forEach(day -> {
                    ViewDay published = known.days.get(day.label());
                    if (published != null && !published.isCut(known.through)) {
                        Map<String, List<String>> newer = newer(published, known.reaches);
                        if (!newer.isEmpty()) {
                            doubtful.add(new DoubtfulDay(day.label(), snapshots(published), newer));
                        }
                    }
                }));
        return doubtful;
    }

    private Optional<Known> known(ViewSettings view, ViewPlan plan, LedgerView ledger) {
        List<CertifiedRun> runs = certified.of(plan, ledger);
        if (runs.isEmpty() || runs.stream().anyMatch(CertifiedRun::isEmpty)) {
            return Optional.empty();
        }
        long first = runs.stream()
                .mapToLong(CertifiedRun::firstCompleteInstant)
                .min()
                .orElseThrow();
        long through = Certification.of(plan, runs).through();
        if (through < first) {
            return Optional.empty();
        }
        List<Partition> days =
                Partition.range(Partition.dayOf(first), Partition.dayOf(through), Source.Partitioning.DAY);
        return Optional.of(new Known(days, through, published.of(view, plan, ledger), Reach.of(plan, runs)));
    }

    private static Map<String, List<String>> newer(ViewDay day, List<Reach> reaches) {
        Map<String, List<String>> newer = new LinkedHashMap<>();
        for (Reach reach : reaches) {
            List<String> partitions =
                    reach.newerThan(day).stream().map(PartitionRow::partition).toList();
            if (!partitions.isEmpty()) {
                newer.put(reach.source().name(), partitions);
            }
        }
        return newer;
    }

    private static Map<String, Long> snapshots(ViewDay day) {
        Map<String, Long> snapshots = new LinkedHashMap<>();
        day.inputs().forEach((source, read) -> snapshots.put(source, read.id()));
        return snapshots;
    }

    /** The reasons, each with how many days it is for, in order of the days. */
    public static Map<String, Integer> reasons(SortedMap<String, String> stale) {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        stale.values().forEach(why -> reasons.merge(why, 1, Integer::sum));
        return reasons;
    }
}
