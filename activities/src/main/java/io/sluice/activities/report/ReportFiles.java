package io.sluice.activities.report;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.quality.audit.AuditFacts;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.profile.TableProfile;
import io.sluice.quality.report.ProfileReader;
import io.sluice.quality.report.ReportContext;
import io.sluice.quality.report.Reports;
import io.sluice.quality.report.page.GatePage;
import io.sluice.quality.report.page.Remark;
import io.sluice.workflows.gate.audit.GateResult;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code <folder>/<gate>/<snapshot>-<attempt>.json} and {@code .html}, written again by every audit of that attempt, and
 * {@code <folder>/index.html}, written anew from the tables whenever a gate has something to tell. Idempotent; readers see whole
 * files. What is certified never depends on them.
 */
public final class ReportFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ReportFiles.class);
    private static final String PAGE = ".html";
    private static final String RESULT = ".json";

    private final Lake lake;
    private final SystemTables tables;
    private final String folder;

    /**
     * Creates one.
     *
     * @param folder where reports go, an address that the lake's file system understands; usually
     *     {@code <warehouse>/reports}
     */
    public ReportFiles(Lake lake, String folder) {
        this.lake = requireNonNull(lake, "lake is null");
        this.folder = requireNonNull(folder, "folder is null");
        this.tables = new SystemTables(lake);
    }

    /** Where the list of all gates is, relative to a page. */
    public static String index() {
        return "../index.html";
    }

    /** Where the page of an audit is. */
    public String address(String gate, AuditFacts facts) {
        return folder + "/" + name(gate, facts) + PAGE;
    }

    /** Writes the page and the result. */
    public void write(AuditResult result, ReportContext context) {
        AuditFacts facts = result.facts();
        String name = folder + "/" + name(context.head().gate(), facts);
        FailPoints.hit("audit.before-report");
        lake.attempt(() -> {
            TextFiles files = files(TableNames.parse(facts.dataset()));
            files.write(name + RESULT, Reports.json(result, context));
            files.write(name + PAGE, Reports.html(result, context));
            return name;
        });
        FailPoints.hit("audit.after-report");
    }

    private static String name(String gate, AuditFacts facts) {
        return name(gate, facts.dataset(), facts.partition(), facts.snapshotId(), facts.attempt());
    }

    /** Snapshot ids are unique in a lake; intervals of logs are unique in a partition of one source. */
    static String name(String gate, String dataset, String partition, String snapshotId, int attempt) {
        String unique = dataset.startsWith("events.")
                ? String.join("-", dataset, partition, snapshotId.replace(':', '-'))
                : snapshotId;
        return gate + "/" + unique + "-" + attempt;
    }

    /** How the numbers were spread when a snapshot was certified; none when its result is gone. */
    public TableProfile profile(String dataset, String snapshotId, String reportHash) {
        Optional<String> page = tables
                .gateResults()
                .scan(Expressions.and(
                        Expressions.equal("snapshot_id", snapshotId), Expressions.equal("report_hash", reportHash)))
                .stream()
                .filter(row -> row.dataset().equals(dataset))
                .map(GateResultRow::reportUri)
                .filter(this::isOurs)
                .findFirst();
        return page.flatMap(address -> lake.attempt(() -> files(TableNames.parse(dataset))
                        .read(address.substring(0, address.length() - PAGE.length()) + RESULT)))
                .map(ProfileReader::read)
                .orElse(TableProfile.NONE);
    }

    /**
     * Tells on the page of an audit how its gate ended and what people said, in place of the commands. A page that cannot be
     * written is not worth a gate: it is logged.
     */
    public void ended(GateResult result, String ending, List<Remark> remarks) {
        if (!isOurs(result.reportUri())) {
            return;
        }
        FailPoints.hit("outcome.before-page");
        quietly(result.reportUri(), () -> {
            TextFiles files = files(TableNames.parse(result.dataset()));
            files.read(result.reportUri())
                    .flatMap(page -> GatePage.decided(page, ending, remarks))
                    .ifPresent(page -> files.write(result.reportUri(), page));
        });
        FailPoints.hit("outcome.after-page");
    }

    /** Writes the list of all gates from the tables as they are now. Failing is logged, as the next gate writes it again. */
    public void list() {
        FailPoints.hit("reports.before-index");
        quietly(
                folder + "/index.html",
                () -> new ReportIndex(tables, folder).write(files(TableNames.system("metrics"))));
        FailPoints.hit("reports.after-index");
    }

    private boolean isOurs(String address) {
        return address.startsWith(folder + "/") && address.endsWith(PAGE);
    }

    private TextFiles files(TableIdentifier table) {
        // the events of a stream may have been judged before any of them is in the lake
        return new TextFiles(lake.find(table)
                .orElseGet(() -> lake.load(TableNames.system("metrics")))
                .io());
    }

    private void quietly(String location, Runnable work) {
        try {
            lake.attempt(() -> {
                work.run();
                return location;
            });
        } catch (RuntimeException e) {
            LOG.warn("Cannot write {}; what is certified does not depend on it", location, e);
        }
    }
}
