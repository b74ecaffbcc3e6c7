package io.sluice.workflows.testing;

import io.sluice.workflows.certify.ArchivePin;
import io.sluice.workflows.certify.CertificationActivities;
import io.sluice.workflows.certify.CertificationPlan;
import io.sluice.workflows.certify.CertificationPlanRequest;
import io.sluice.workflows.certify.CertificationRequest;
import io.sluice.workflows.certify.CertificationRun;
import io.sluice.workflows.gate.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The archive of a stream in memory: how many rows were accepted on each closed day. */
public final class InMemoryCertification implements CertificationActivities {
    private static final int PAGE = 2;
    private static final long FIRST_SNAPSHOT = 7_000_000_000_000_000_001L;

    private final Faults faults;
    private final TreeMap<String, Long> days = new TreeMap<>();
    private final List<CertificationRequest> staged = new ArrayList<>();
    private final List<CertificationRun> settled = new ArrayList<>();
    private long open;

    InMemoryCertification(Faults faults) {
        this.faults = faults;
    }

    /** A day is closed and is to be certified. */
    public synchronized void closed(String day, long rows) {
        days.put(day, rows);
    }

    /** The first day that is closed. */
    public synchronized String firstClosed() {
        return days.firstKey();
    }

    /** Every candidate that was asked for. */
    public synchronized List<CertificationRequest> staged() {
        return List.copyOf(staged);
    }

    /** The runs that dealt with everything. */
    public synchronized List<CertificationRun> settled() {
        return List.copyOf(settled);
    }

    /** So many days have changed again since the run staged them. */
    public synchronized void open(long days) {
        open = days;
    }

    @Override
    public synchronized CertificationPlan planCertification(CertificationPlanRequest request) {
        faults.hit("PlanCertification");
        List<String> wanted = days.keySet().stream()
                .filter(day -> request.day() == null || day.equals(request.day()))
                .filter(day -> request.through() == null || day.compareTo(request.through()) <= 0)
                .filter(day -> request.day() != null || !isStaged(day))
                .toList();
        return new CertificationPlan(
                new ArchivePin("6000000000000000001", List.of("0:100", "1:90"), List.of("0:7:5", "1::")),
                wanted.stream().limit(PAGE).toList(),
                wanted.size() > PAGE,
                open,
                "%d days are closed".formatted(wanted.size()));
    }

    private boolean isStaged(String day) {
        return staged.stream().anyMatch(request -> request.day().equals(day));
    }

    @Override
    public synchronized Candidate stageCertification(CertificationRequest request) {
        faults.hit("StageCertification");
        staged.add(request);
        return new Candidate(
                "trusted." + request.source().name(),
                request.day(),
                Long.toString(FIRST_SNAPSHOT + staged.size()),
                "",
                request.run(),
                request.attempt(),
                days.getOrDefault(request.day(), 0L),
                0,
                0,
                List.of(request.day()));
    }

    @Override
    public synchronized void settleCertification(CertificationRun run) {
        faults.hit("SettleCertification");
        settled.add(run);
    }
}
