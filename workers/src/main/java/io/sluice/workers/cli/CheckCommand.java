package io.sluice.workers.cli;

import io.sluice.activities.check.LocalCheck;
import io.sluice.activities.heartbeat.Heartbeats;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.spark.SparkConfig;
import io.sluice.definitions.project.InvalidProjectException;
import io.sluice.definitions.reading.expectation.SuiteReader.Placed;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.Outcome;
import io.sluice.quality.report.ReportContext;
import io.sluice.quality.report.ReportHead;
import io.sluice.quality.report.Reports;
import io.sluice.workers.cli.report.CheckReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice check}: a suite of expectations on a local file, without any server. */
@Command(
        name = "check",
        description = "Evaluates a suite of expectations on a local file, as a gate would. Needs no server.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  sluice check --suite gates/orders.yaml --data orders.csv",
            "  sluice check --suite orders_suite.json --data orders.parquet --json",
            "",
            "A suite is a gate (YAML) or what Great Expectations exports (.json). Data is CSV with a header, JSON lines,",
            "Parquet, ORC or Avro. Exit codes: 0 nothing blocks, 1 an expectation of severity error or worse failed or",
            "could not be evaluated, 2 wrong usage, or a suite that does not fit the data."
        })
public final class CheckCommand implements Callable<Integer> {
    @Option(
            names = "--suite",
            required = true,
            paramLabel = "<file>",
            description = "a gate's YAML, or a suite as JSON")
    private Path suite = Path.of("");

    @Option(names = "--data", required = true, paramLabel = "<file>", description = "the rows to judge")
    private Path data = Path.of("");

    @Option(
            names = "--pii",
            paramLabel = "<column>",
            split = ",",
            description = "columns whose values are not shown among the examples; repeatable")
    private List<String> pii = List.of();

    @Option(names = "--json", description = "print the result in the shape of Great Expectations")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try {
            return report(LocalCheck.suite(suite));
        } catch (InvalidProjectException e) {
            spec.commandLine().getErr().println(ValidateCommand.report(e));
            return ExitCodes.USAGE;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private int report(List<Placed> expectations) {
        if (!Files.isRegularFile(data)) {
            throw new IllegalArgumentException("There is no file " + data);
        }
        try (Heartbeats heartbeats = new Heartbeats();
                Spark spark = new Spark(SparkConfig.local(), Map.of(), heartbeats)) {
            spark.session().sparkContext().setLogLevel("OFF");
            AuditResult result = LocalCheck.run(spark.session(), expectations, data, pii);
            ReportHead head = new ReportHead(suite.getFileName().toString(), "", "");
            spec.commandLine()
                    .getOut()
                    .println(json ? Reports.json(result, ReportContext.of(head)) : new CheckReport(result).text());
            return result.outcome() == Outcome.BLOCKED ? ExitCodes.NO : ExitCodes.OK;
        }
    }
}
