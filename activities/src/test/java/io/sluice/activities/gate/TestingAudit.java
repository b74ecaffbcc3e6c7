package io.sluice.activities.gate;

import io.sluice.activities.gate.audit.AuditActivitiesImpl;
import io.sluice.activities.gate.audit.Guard;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.report.ReportFiles;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.registry.DefinitionRef;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Audits under a gate {@code g} that a test makes up; reports go to a folder of its own. */
public final class TestingAudit {
    private final Path folder;

    public TestingAudit(Path folder) {
        this.folder = folder;
    }

    public Verdict of(Candidate candidate, Expectation... expectations) {
        return activities(expectations)
                .audit(new AuditRequest(
                        "g", candidate.dataset(), candidate.partition(), candidate.snapshotId(), candidate.attempt()));
    }

    public AuditActivitiesImpl activities(Expectation... expectations) {
        Lake lake = TestingLake.shared().lake();
        Guard guard = new Guard(
                new DefinitionRef("gate", "g", "v1", "f"),
                new Gate("g", List.of(expectations), Gate.Policy.defaults()),
                List.of("anna"));
        return new AuditActivitiesImpl(
                TestingLake.shared().spark(),
                lake,
                (gate, dataset) -> guard,
                new ReportFiles(lake, folder.toUri() + "reports"),
                Clock.systemUTC());
    }
}
