package io.sluice.workers.cli;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.project.ProjectFolder;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.InvalidProjectException;
import io.sluice.definitions.reading.ProjectParser;
import io.sluice.quality.expectation.ExpectationCatalogue;
import io.sluice.workers.cli.report.Counted;
import io.sluice.workers.streamgate.StreamRules;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code sluice validate}: reads a project folder and prints every error in it, and of each stream where the rules of its gate are
 * evaluated. Needs no server.
 */
@Command(
        name = "validate",
        description = "Reads a project folder and prints every error in it as file:line:column. Needs no server.",
        mixinStandardHelpOptions = true)
public final class ValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<project>", description = "folder that holds project.yaml")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "print the errors as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try {
            ExpressionCompiler compiler = new CatalystExpressionCompiler();
            Project project = ProjectParser.parse(ProjectFolder.read(folder), compiler, ExpectationCatalogue::problems);
            print(json ? "[]" : summary(project));
            if (!json) {
                StreamRules.of(project, compiler).forEach(this::print);
            }
            return ExitCodes.OK;
        } catch (InvalidProjectException e) {
            if (json) {
                print(Json.pretty(e.findings()));
            } else {
                spec.commandLine().getErr().println(report(e));
            }
            return ExitCodes.NO;
        }
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
    }

    /** Every error on a line, and their number. */
    static String report(InvalidProjectException invalid) {
        return invalid.getMessage() + "\n" + Counted.of(invalid.findings().size(), "error", "errors");
    }

    private static String summary(Project project) {
        return "%s is valid: %s, %s, %s, %s, %s"
                .formatted(
                        project.name(),
                        Counted.of(project.sources().size(), "source", "sources"),
                        Counted.of(project.entities().size(), "entity", "entities"),
                        Counted.of(project.features().size(), "feature", "features"),
                        Counted.of(project.views().size(), "view", "views"),
                        Counted.of(project.gates().size(), "gate", "gates"));
    }
}
