package io.sluice.workers.cli;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.project.ProjectFolder;
import io.sluice.activities.tryout.Tried;
import io.sluice.activities.tryout.Tryout;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlans;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.View;
import io.sluice.definitions.name.Nearest;
import io.sluice.definitions.project.InvalidProjectException;
import io.sluice.definitions.reading.ProjectParser;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice try}: what a view makes of local files, without server and without Spark. */
@Command(
        name = "try",
        description =
                "Computes a view from local files: its change points, or its values at instants. Needs no server.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  sluice try my_project --view activity --events clicks.csv",
            "  sluice try my_project --view activity --events clicks=c.jsonl --events users=u.parquet \\",
            "    --at 2026-06-28T10:05:00Z --at 2026-06-29",
            "",
            "A file is CSV with a header, one JSON object a line (.json, .jsonl, .ndjson), or Parquet. Rows that do not fit are",
            "printed as file:line. Exit codes: 0 every row counted, 1 some did not or the project has errors, 2 wrong usage."
        })
public final class TryCommand implements Callable<Integer> {
    private static final int MOST_SHOWN = 100;

    @Parameters(paramLabel = "<project>", description = "folder that holds project.yaml")
    private Path folder = Path.of("");

    @Option(names = "--view", required = true, paramLabel = "<view>", description = "the view to compute")
    private String view = "";

    @Option(
            names = "--events",
            required = true,
            paramLabel = "[<source>=]<file>",
            description = "the rows of a source; the source may be left out where the view has one; repeatable")
    private List<String> events = List.of();

    @Option(
            names = "--at",
            paramLabel = "<instant>",
            description = "the values at this instant instead of the change points; repeatable")
    private List<String> at = List.of();

    @Option(
            names = "--entity",
            paramLabel = "<key>",
            description = "only this entity; several key columns with a comma in between; repeatable")
    private List<String> entities = List.of();

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<Instant> instants = at.stream().map(this::instant).toList();
        CatalystExpressionCompiler compiler = new CatalystExpressionCompiler();
        try {
            Project project = ProjectParser.parse(ProjectFolder.read(folder), compiler);
            ViewPlan plan = ViewPlans.compile(project, find(project), compiler);
            Tried tried = Tryout.run(plan, files(plan), instants, this::isWanted, compiler);
            TriedReport report = new TriedReport(tried, instants);
            spec.commandLine().getOut().println(json ? Json.pretty(report.json()) : report.text());
            tried.problems().stream()
                    .limit(MOST_SHOWN)
                    .forEach(spec.commandLine().getErr()::println);
            if (tried.problems().size() > MOST_SHOWN) {
                spec.commandLine()
                        .getErr()
                        .println("… and %d more".formatted(tried.problems().size() - MOST_SHOWN));
            }
            return tried.problems().isEmpty() ? ExitCodes.OK : ExitCodes.NO;
        } catch (InvalidProjectException e) {
            spec.commandLine().getErr().println(ValidateCommand.report(e));
            return ExitCodes.NO;
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private boolean isWanted(List<Object> key) {
        return entities.isEmpty()
                || entities.contains(key.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private View find(Project project) {
        List<String> names = project.views().stream().map(View::name).toList();
        return project.view(view)
                .orElseThrow(() -> usage("The project has no view " + view
                        + (names.isEmpty()
                                ? ""
                                : Nearest.hint(view, names) + " (it has " + String.join(", ", names) + ")")));
    }

    private Map<String, Path> files(ViewPlan plan) {
        List<String> sources =
                plan.sources().stream().map(source -> source.source().name()).toList();
        Map<String, Path> files = new LinkedHashMap<>();
        for (String given : events) {
            int equals = given.indexOf('=');
            String source = equals < 0 ? only(sources) : given.substring(0, equals);
            if (!sources.contains(source)) {
                throw usage("View %s reads no source %s%s (it reads %s)"
                        .formatted(view, source, Nearest.hint(source, sources), String.join(", ", sources)));
            }
            if (files.put(source, Path.of(given.substring(equals + 1))) != null) {
                throw usage("Source " + source + " has two files, give one");
            }
        }
        return files;
    }

    private String only(List<String> sources) {
        if (sources.size() != 1) {
            throw usage("View %s reads several sources (%s): write --events <source>=<file>"
                    .formatted(view, String.join(", ", sources)));
        }
        return sources.get(0);
    }

    private Instant instant(String typed) {
        try {
            return typed.contains("T")
                    ? Instant.parse(typed)
                    : LocalDate.parse(typed).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw usage("Invalid --at: expected an instant in UTC such as 2010-12-08T12:00:00Z, not " + typed);
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
