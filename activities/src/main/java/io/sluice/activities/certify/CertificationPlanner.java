package io.sluice.activities.certify;

import io.sluice.activities.table.lane.CertificationRow;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.Source.Partitioning;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.certify.CertificationPlan;
import io.sluice.workflows.certify.CertificationPlanRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the closed days whose accepted rows are not what was decided about last. Only days that something was archived for since
 * the last run, or that a person rejected rows of, are looked at, and of these only those are staged whose rows differ.
 */
final class CertificationPlanner {
    private final Source source;
    private final CertificationPlanRequest request;
    private final ArchivedLog log;
    private final CertificationRow begun;
    private final Map<Integer, Long> settled;
    private final Ledger ledger;

    CertificationPlanner(
            Source source,
            CertificationPlanRequest request,
            ArchivedLog log,
            CertificationRow begun,
            Map<Integer, Long> settled,
            Ledger ledger) {
        this.source = source;
        this.request = request;
        this.log = log;
        this.begun = begun;
        this.settled = settled;
        this.ledger = ledger;
    }

    /**
     * The plan.
     *
     * @param last the last closed day
     * @param most how many days it may name
     */
    CertificationPlan plan(Partition last, int most) {
        SortedSet<String> held = log.waiting(last);
        List<String> days = new ArrayList<>(request.day() == null ? changed(last) : asked(last));
        days.removeIf(this::isOfBatch);
        int all = days.size();
        days.removeAll(held);
        int kept = all - days.size();
        int unheld = days.size();
        days.removeAll(request.left());
        long open = unheld - days.size();
        List<String> named = days.subList(0, Math.min(most, days.size()));
        return new CertificationPlan(log.pin(), named, days.size() > named.size(), open, sentence(last, days, kept));
    }

    /** Days that are over at the cutover are for the batch lane, whatever the archive has of them. */
    private boolean isOfBatch(String day) {
        Instant cutover = source.cutover();
        return cutover != null && StreamDays.parse(day).end() <= cutover.toEpochMilli();
    }

    private List<String> asked(Partition last) {
        Partition day = StreamDays.parse(String.valueOf(request.day()));
        return day.end() <= last.end() ? List.of(day.label()) : List.of();
    }

    /** Corrections first: when a later day is published, what came before it is settled. */
    private List<String> changed(Partition last) {
        SortedSet<String> touched = log.touched(settled, last);
        Map<String, String> known = new TreeMap<>();
        touched.forEach(day -> ledger.rows(day).ifPresent(rows -> known.put(day, rows)));
        Map<String, String> now = log.rows(known.keySet());
        known.entrySet().removeIf(day -> !day.getValue().equals(now.get(day.getKey())));
        touched.removeAll(known.keySet());
        SortedSet<String> fresh = new TreeSet<>(touched);
        fresh.removeIf(ledger::knows);
        touched.removeAll(fresh);
        days(last).stream().filter(day -> !ledger.knows(day)).forEach(fresh::add);
        List<String> days = new ArrayList<>(touched);
        days.addAll(fresh);
        days.removeIf(day -> request.through() != null && day.compareTo(request.through()) > 0);
        return days;
    }

    /** Every day from the first one to the last: one without rows is certified like any other. */
    private List<String> days(Partition last) {
        return begun.firstDay().compareTo(last.label()) > 0
                ? List.of()
                : Partition.range(begun.firstDay(), last.label(), Partitioning.DAY).stream()
                        .map(Partition::label)
                        .toList();
    }

    private String sentence(Partition last, List<String> days, int held) {
        String what = days.isEmpty()
                ? "nothing new to certify: days up to %s are closed".formatted(last.label())
                : "%d %s to certify, of the closed ones up to %s"
                        .formatted(days.size(), days.size() == 1 ? "day" : "days", last.label());
        return held == 0
                ? what
                : "%s; %d more wait until the gate of the stream is decided (gates of events.%s)"
                        .formatted(what, held, source.name());
    }
}
