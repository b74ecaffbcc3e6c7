package io.sluice.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.gate.GateActivitiesImpl;
import io.sluice.activities.gate.audit.AuditActivitiesImpl;
import io.sluice.activities.gate.audit.Guard;
import io.sluice.activities.identity.IdentityCheck;
import io.sluice.activities.ingest.TestingSource;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.project.ProjectFolder;
import io.sluice.activities.spark.TestingLake;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.reading.ProjectParser;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.PublishRequest;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.registry.DefinitionRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The demo's days through the demo's gate, and what people then find in the folder of reports. */
final class ReportsOfRealDaysTest {
    private static final Path DATA = Path.of("../infra/demo/data/online-retail");
    private static final List<String> GOOD_DAYS = List.of("2010-12-01", "2010-12-02", "2010-12-03");
    private static final String BAD_DAY = "2010-12-07";

    private final Lake lake = TestingLake.shared().lake();
    private final Project project = ProjectParser.parse(
            ProjectFolder.read(Path.of("../infra/demo/online-retail")), new CatalystExpressionCompiler());
    private final Gate gate = project.gates().stream()
            .filter(each -> each.name().equals("online_retail_lines"))
            .findFirst()
            .orElseThrow();
    private final TestingSource source =
            new TestingSource(project.source("online_retail").orElseThrow());

    private Path folder = Path.of("");
    private ReportFiles reports = new ReportFiles(lake, "");

    @Test
    void aBlockedDayIsShownBesideTheCertifiedOnesAndThenHowItEnded() throws IOException {
        folder = Path.of(System.getProperty(
                "sluice.reports", Files.createTempDirectory("sluice-reports").toString()));
        reports = new ReportFiles(lake, folder.toString());
        for (String day : GOOD_DAYS) {
            Candidate candidate = staged(day, "onlineretail.parquet");
            Verdict verdict = audited(candidate);
            GateResult passed = result(candidate, verdict, verdict.outcome(), "", "");
            gates().recordOutcome(passed);
            gates().publish(new PublishRequest(candidate, passed, source.ref(), "ingest/online_retail/" + day, "ana"));
        }
        Candidate bad = staged(BAD_DAY, "broken/2010-12-07-negative-prices.parquet");

        Verdict blocked = audited(bad);

        String page = Files.readString(Path.of(blocked.reportUri()));
        assertThat(blocked.outcome()).isEqualTo("BLOCKED");
        assertThat(page)
                .contains("All values of UnitPrice must be at least 0; ")
                .contains("on the 3 certified partitions before")
                .contains("Line: 2010-12-03, certified")
                .contains("temporal workflow signal --name approve")
                .doesNotContain("Histogram of CustomerID");
        assertThat(indexed(bad)).contains("waits for a decision</span>");
        said(bad, blocked);
        gates().recordOutcome(result(bad, blocked, "WAIVED", "ana", "refunds <b>of a recall</b>"));

        String ended = Files.readString(Path.of(blocked.reportUri()));
        assertThat(ended)
                .contains("Waived by ana: refunds &lt;b&gt;of a recall&lt;/b&gt;", "<b>approve</b>\nby <bdi>ana</bdi>")
                .doesNotContain("temporal workflow signal");
        assertThat(indexed(bad)).contains(">waived</span>").doesNotContain("waits");
        audited(staged("2010-12-08", "broken/2010-12-08-quantity-gone.parquet"));
        try (java.util.stream.Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp") || name.endsWith(".crc"));
        }
    }

    /** The row of a candidate in the index; other tests leave gates of their own in the lake. */
    private String indexed(Candidate candidate) throws IOException {
        String link = "<tr><td><a href=\"./online_retail_lines/" + candidate.snapshotId() + "-1.html\"";
        String index = Files.readString(folder.resolve("index.html"));
        assertThat(index).containsOnlyOnce(link);
        return index.substring(index.indexOf(link)).lines().findFirst().orElseThrow();
    }

    private Candidate staged(String day, String file) {
        String path = DATA.resolve(file).toAbsolutePath().normalize().toString();
        return source.stage(day, source.land(day, "run-" + day, path), "run-" + day);
    }

    private Verdict audited(Candidate candidate) {
        Guard guard = new Guard(new DefinitionRef("gate", gate.name(), "v1", "f"), gate, List.of("ana", "ben"));
        return new AuditActivitiesImpl(
                        TestingLake.shared().spark(), lake, (name, dataset) -> guard, reports, Clock.systemUTC())
                .audit(new AuditRequest(
                        gate.name(), candidate.dataset(), candidate.partition(), candidate.snapshotId(), 1));
    }

    private GateActivitiesImpl gates() {
        return new GateActivitiesImpl(
                lake,
                reports,
                (definition, dataset) -> Optional.of(gate.name()),
                request -> {
                    throw new AssertionError(request);
                },
                IdentityCheck.claimed(),
                Clock.systemUTC());
    }

    private void said(Candidate candidate, Verdict verdict) {
        gates().recordDecision(new DecisionRecord(
                "d1",
                "gate/x",
                candidate.dataset(),
                candidate.partition(),
                candidate.snapshotId(),
                1,
                verdict.reportHash(),
                "ana",
                "claimed",
                "signal",
                "approve",
                "refunds <b>of a recall</b>",
                "",
                "APPLIED",
                Clock.systemUTC().millis()));
        assertThat(new SystemTables(lake).decisions().contains("decision/d1")).isTrue();
    }

    private static GateResult result(Candidate candidate, Verdict verdict, String outcome, String by, String reason) {
        return new GateResult(
                "online_retail_lines",
                "v1",
                candidate.dataset(),
                candidate.partition(),
                candidate.snapshotId(),
                1,
                outcome,
                "",
                List.of(),
                null,
                verdict.reportHash(),
                verdict.reportUri(),
                by,
                reason,
                verdict.rules().stream()
                        .filter(rule -> !rule.status().equals("PASSED"))
                        .map(rule -> rule.rule())
                        .toList());
    }
}
