package io.sluice.activities.release;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.registry.ViewSettings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The days of a view that are not what they would be if they were computed now, among those that are certified. */
public final class StaleDays {
    private final CertifiedRuns certified;
    private final ViewDays published;

    public StaleDays(Lake lake, SystemTables tables) {
        requireNonNull(lake, "lake is null");
        requireNonNull(tables, "tables is null");
        this.certified = new CertifiedRuns(lake, tables);
        this.published = new ViewDays(lake, tables);
    }

    /** By day such as 2010-12-01, why; in order. A source of which nothing is certified makes no day stale. */
    public SortedMap<String, String> of(ViewSettings view, ViewPlan plan) {
        SortedMap<String, String> stale = new TreeMap<>();
        List<CertifiedRun> runs = plan.sources().stream()
                .map(source -> certified.of(source.source()))
                .toList();
        if (runs.isEmpty() || runs.stream().anyMatch(CertifiedRun::isEmpty)) {
            return stale;
        }
        long first = runs.stream()
                .mapToLong(CertifiedRun::firstCompleteInstant)
                .min()
                .orElseThrow();
        long through = Certification.of(plan, runs).through();
        if (through < first) {
            return stale;
        }
        Map<String, ViewDay> days = published.of(view, plan);
        List<Reach> reaches = Reach.of(plan, runs);
        for (Partition day : Partition.range(day(first), day(through), Source.Partitioning.DAY)) {
            ViewDay known = days.get(day.label());
            if (known == null) {
                stale.put(day.label(), "never computed");
            } else {
                known.staleness(reaches, through).ifPresent(why -> stale.put(day.label(), why));
            }
        }
        return stale;
    }

    /** The reasons, each with how many days it is for, in order of the days. */
    public static Map<String, Integer> reasons(SortedMap<String, String> stale) {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        stale.values().forEach(why -> reasons.merge(why, 1, Integer::sum));
        return reasons;
    }

    private static String day(long instant) {
        return Instant.ofEpochMilli(instant).toString().substring(0, 10);
    }
}
