package io.sluice.workers;

import io.sluice.workers.cli.CheckCommand;
import io.sluice.workers.cli.DoctorCommand;
import io.sluice.workers.cli.ExitCodes;
import io.sluice.workers.cli.GetCommand;
import io.sluice.workers.cli.PlanCommand;
import io.sluice.workers.cli.TryCommand;
import io.sluice.workers.cli.ValidateCommand;
import io.sluice.workers.cli.WorkerCommand;
import io.sluice.workers.config.ConfigException;
import io.sluice.workers.inbox.InboxCommand;
import io.sluice.workers.worker.Composition;
import io.sluice.workers.worker.LakeAccess;
import io.sluice.workers.worker.LakeModule;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command {@code sluice}: the table of contents of what a process can do. */
@Command(
        name = "sluice",
        description = "ML data operations on Temporal: certified features, from files to online values.",
        mixinStandardHelpOptions = true,
        version = "sluice 0.1.0",
        subcommands = {
            WorkerCommand.class,
            DoctorCommand.class,
            ValidateCommand.class,
            TryCommand.class,
            CheckCommand.class,
            InboxCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Workflows are started with Temporal's own command line, for example",
            "  temporal workflow start --task-queue sluice --type BatchIngestion \\",
            "    --input '{\"source\":\"online_retail\",\"partition\":\"2010-12-01\"}'",
            "",
            "Exit codes: 0 done, 1 the answer is no, 2 wrong usage or configuration, 3 something could not be reached."
        })
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, for tests too. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.addSubcommand(new GetCommand(config -> new LakeAccess(Composition.of(config))));
        line.addSubcommand(new PlanCommand(LakeModule::plans));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText("sluice: " + sentence(failure)));
            return failure instanceof ConfigException ? ExitCodes.USAGE : ExitCodes.UNREACHABLE;
        });
        return line;
    }

    /** A failure in one line; a stack trace helps nobody who typed a command. */
    private static String sentence(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
