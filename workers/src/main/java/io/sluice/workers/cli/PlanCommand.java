package io.sluice.workers.cli;

import io.sluice.activities.registry.ProjectPlans;
import io.sluice.definitions.project.InvalidProjectException;
import io.sluice.workers.cli.report.PlanReport;
import io.sluice.workers.config.SluiceConfig;
import io.sluice.workflows.registry.ApplyResult;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice plan}: what applying a project would change, and what follows. Reads the lake only. */
@Command(
        name = "plan",
        description =
                "Prints what ApplyDefinitions would change, field by field, and what follows. Changes nothing, needs"
                        + " the lake but no server.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 it can be applied as it is (or nothing changes), 1 the project has errors, the plan would be",
            "refused, needs a decision or takes back what is registered; 2 wrong usage, 3 the lake is not reachable."
        })
public final class PlanCommand implements Callable<Integer> {
    private final Function<SluiceConfig, ProjectPlans> plans;

    @Parameters(paramLabel = "<project>", description = "folder that holds project.yaml")
    private Path folder = Path.of("");

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "print the plan as JSON, as ApplyDefinitions returns it")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Takes what opens the registry of a configuration. */
    public PlanCommand(Function<SluiceConfig, ProjectPlans> plans) {
        this.plans = plans;
    }

    @Override
    public Integer call() {
        ApplyResult plan;
        try {
            plan = plans.apply(config.load()).plan(folder);
        } catch (InvalidProjectException e) {
            spec.commandLine().getErr().println(ValidateCommand.report(e));
            return ExitCodes.NO;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        spec.commandLine().getOut().println(json ? Json.pretty(plan) : new PlanReport(plan, folder).text());
        boolean asItIs = plan.refusals().isEmpty()
                && plan.needsDecision().isEmpty()
                && plan.takesBack().isEmpty();
        return asItIs ? ExitCodes.OK : ExitCodes.NO;
    }
}
