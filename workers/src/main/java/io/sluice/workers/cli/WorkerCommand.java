package io.sluice.workers.cli;

import io.grpc.StatusRuntimeException;
import io.sluice.definitions.name.Nearest;
import io.sluice.workers.config.SluiceConfig;
import io.sluice.workers.connection.TemporalConnection;
import io.sluice.workers.worker.Role;
import io.sluice.workers.worker.WorkerProcess;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code sluice worker}: runs workflows and activities until it is told to stop (SIGTERM, Ctrl-C). */
@Command(
        name = "worker",
        description = "Runs workflows and activities until it is told to stop (SIGTERM, Ctrl-C).",
        mixinStandardHelpOptions = true)
public final class WorkerCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--role",
            required = true,
            split = ",",
            paramLabel = "<role>",
            converter = RoleName.class,
            description = "what it runs: ${COMPLETION-CANDIDATES}; several with a comma in between")
    private List<Role> roles = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        SluiceConfig settings = config.load();
        try (TemporalConnection connection = TemporalConnection.load()) {
            connection.describeNamespace();
            new WorkerProcess(settings, connection, EnumSet.copyOf(roles)).runUntilStopped(System.out::println);
            return ExitCodes.OK;
        } catch (StatusRuntimeException e) {
            try (TemporalConnection connection = TemporalConnection.load()) {
                spec.commandLine().getErr().println(connection.explain(e));
            }
            return ExitCodes.UNREACHABLE;
        }
    }

    /** Reads a role as it is written; an unknown one is answered with those there are. */
    static final class RoleName implements ITypeConverter<Role> {
        @Override
        public Role convert(String typed) {
            List<String> names =
                    Arrays.stream(Role.values()).map(Role::toString).toList();
            int found = names.indexOf(typed.toLowerCase(Locale.ROOT));
            if (found < 0) {
                throw new TypeConversionException("unknown role: %s; there are %s%s"
                        .formatted(typed, String.join(", ", names), Nearest.hint(typed, names)));
            }
            return Role.values()[found];
        }
    }
}
