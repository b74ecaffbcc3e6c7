package io.sluice.workflows.testing;

import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.reprocess.ReprocessActivities;
import io.sluice.workflows.reprocess.ReprocessPlan;
import io.sluice.workflows.reprocess.ReprocessPlanRequest;
import io.sluice.workflows.reprocess.ReprocessRequest;
import io.sluice.workflows.reprocess.Reprocessed;
import io.sluice.workflows.reprocess.SettleRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Quarantine in memory: how many rows of a partition are there, and how many of them would pass. */
public final class InMemoryReprocess implements ReprocessActivities {
    private static final int PAGE = 2;
    private static final long FIRST_SNAPSHOT = 8_000_000_000_000_000_001L;

    private final Faults faults;
    private final TreeMap<String, Quarantined> partitions = new TreeMap<>();
    private final Set<String> renewed = new HashSet<>();
    private final List<ReprocessRequest> judged = new ArrayList<>();
    private final List<SettleRequest> settled = new ArrayList<>();

    InMemoryReprocess(Faults faults) {
        this.faults = faults;
    }

    private record Quarantined(long rows, long passing) {}

    /** Puts rows into the quarantine of a partition. */
    public synchronized void quarantine(String partition, long rows, long passing) {
        partitions.put(partition, new Quarantined(rows, passing));
    }

    /** After its first judgement a partition has no rows in quarantine any more. */
    public synchronized void ingestedAgain(String partition) {
        renewed.add(partition);
    }

    /** Every judgement that was asked for. */
    public synchronized List<ReprocessRequest> judged() {
        return List.copyOf(judged);
    }

    /** The publications that were written down in quarantine. */
    public synchronized List<SettleRequest> settled() {
        return List.copyOf(settled);
    }

    @Override
    public synchronized ReprocessPlan planReprocess(ReprocessPlanRequest request) {
        faults.hit("PlanReprocess");
        List<String> later = partitions.tailMap(request.after(), false).keySet().stream()
                .filter(partition -> request.partition() == null || partition.equals(request.partition()))
                .toList();
        return new ReprocessPlan(later.stream().limit(PAGE).toList(), later.size() > PAGE);
    }

    @Override
    public synchronized Reprocessed stageReprocess(ReprocessRequest request) {
        faults.hit("StageReprocess");
        judged.add(request);
        if (request.attempt() > 1 && renewed.contains(request.partition())) {
            return new Reprocessed(null, 0, 0, 0, 0);
        }
        Quarantined rows = partitions.getOrDefault(request.partition(), new Quarantined(0, 0));
        @Nullable Candidate candidate = rows.passing() == 0 && request.attempt() == 1 ? null : candidate(request, rows);
        return new Reprocessed(candidate, rows.passing(), 0, 0, rows.rows() - rows.passing());
    }

    private Candidate candidate(ReprocessRequest request, Quarantined rows) {
        return new Candidate(
                "trusted." + request.source().name(),
                request.partition(),
                Long.toString(FIRST_SNAPSHOT + judged.size()),
                "",
                request.run(),
                request.attempt(),
                100 + rows.passing(),
                rows.rows() - rows.passing(),
                0,
                List.of(request.partition()));
    }

    @Override
    public synchronized void settleReprocess(SettleRequest request) {
        faults.hit("SettleReprocess");
        settled.add(request);
    }
}
