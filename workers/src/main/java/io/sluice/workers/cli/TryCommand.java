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
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.project.InvalidProjectException;
import io.sluice.definitions.reading.ProjectParser;
import io.sluice.workers.cli.report.TriedReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
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
            "A file is CSV with a header, one JSON object a line (.json, .jsonl, .ndjson), or Parquet, read with the options of its",
            "source as ingestion reads it. Rows that do not fit are",
            "printed as file:line. Exit codes: 0 every row counted, 1 some did not, an entity has none, or the project has errors, 2 wrong usage."
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
            description = "only this entity; an object for several key columns; repeatable")
    private List<String> entities = List.of();

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CatalystExpressionCompiler compiler = new CatalystExpressionCompiler();
        try {
            List<Instant> instants = at.stream().map(TypedArguments::instant).toList();
            Project project = ProjectParser.parse(ProjectFolder.read(folder), compiler);
            ViewPlan plan = ViewPlans.compile(project, find(project), compiler);
            Set<EntityKey> wanted = new LinkedHashSet<>();
            entities.forEach(
                    typed -> wanted.add(TypedArguments.entity(plan.entity().keys(), typed)));
            Tried tried = Tryout.run(
                    plan, files(plan), instants, key -> wanted.isEmpty() || wanted.contains(key(plan, key)), compiler);
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
            return reportMissing(tried, wanted) || !tried.problems().isEmpty() ? ExitCodes.NO : ExitCodes.OK;
        } catch (InvalidProjectException e) {
            spec.commandLine().getErr().println(ValidateCommand.report(e));
            return ExitCodes.NO;
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private static EntityKey key(ViewPlan plan, List<Object> values) {
        return EntityKey.of(plan.entity().keys(), values);
    }

    /** Says which entities were asked for and have no rows, so that a misspelt one does not look like an empty one. */
    private boolean reportMissing(Tried tried, Set<EntityKey> wanted) {
        Set<EntityKey> missing = new LinkedHashSet<>(wanted);
        tried.entities().forEach(entity -> missing.remove(key(tried.plan(), entity.key())));
        tried.unfit().forEach(unfit -> missing.remove(key(tried.plan(), unfit)));
        missing.forEach(key -> spec.commandLine()
                .getErr()
                .println("No row is of entity "
                        + key.entityId(tried.plan().entity().keys())));
        return !missing.isEmpty();
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

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
