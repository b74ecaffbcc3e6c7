package io.sluice.activities.gate;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.difference.Difference;
import io.sluice.quality.report.ReportHead;
import io.sluice.quality.report.Reports;
import io.sluice.workflows.gate.AuditRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.iceberg.io.FileIO;
import org.jspecify.annotations.Nullable;

/** {@code <folder>/<gate>/<snapshot>-<attempt>.json} and {@code .html}: written again by every audit of that attempt. */
public final class ReportFiles {
    private final String folder;

    /**
     * Creates one.
     *
     * @param folder where reports go, an address that the lake's file system understands; usually
     *     {@code <warehouse>/reports}
     */
    public ReportFiles(String folder) {
        this.folder = requireNonNull(folder, "folder is null");
    }

    /** Writes both files. Returns the address of the page. */
    String write(
            Lake lake, AuditRequest request, AuditResult result, ReportHead head, @Nullable Difference difference) {
        String name = folder + "/" + request.gate() + "/" + request.snapshotId() + "-" + request.attempt();
        FailPoints.hit("audit.before-report");
        lake.attempt(() -> {
            FileIO files = lake.load(TableNames.parse(request.dataset())).io();
            write(files, name + ".json", Reports.json(result));
            write(files, name + ".html", Reports.html(result, head, difference));
            return name;
        });
        FailPoints.hit("audit.after-report");
        return name + ".html";
    }

    private static void write(FileIO files, String location, String text) {
        try (OutputStream out = files.newOutputFile(location).createOrOverwrite()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the report " + location, e);
        }
    }
}
