package io.sluice.workers.inbox;

import io.grpc.StatusRuntimeException;
import io.sluice.workers.cli.ExitCodes;
import io.sluice.workers.cli.Json;
import io.sluice.workers.connection.TemporalConnection;
import io.sluice.workers.plugin.SluicePlugin;
import io.sluice.workflows.launch.RunAttributes;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice inbox}: the gates that wait for people, and what to type. */
@Command(
        name = "inbox",
        description =
                "Lists the gates that wait for a decision: since when, until when, who may decide, what failed, and the"
                        + " commands that decide them. Changes nothing; needs the server and a worker.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 done, whether or not any gate waits; 2 wrong usage, 3 the server is not reachable."
        })
public final class InboxCommand implements Callable<Integer> {
    @Option(names = "--json", description = "print the gates as JSON")
    private boolean json;

    @Option(
            names = "--limit",
            paramLabel = "<n>",
            defaultValue = "100",
            description = "ask at most so many runs (default: ${DEFAULT-VALUE})")
    private int limit;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try (TemporalConnection connection = TemporalConnection.load()) {
            try {
                List<OpenGate> open = open(connection, err);
                spec.commandLine().getOut().println(json ? Json.pretty(open) : InboxReport.text(open));
                return ExitCodes.OK;
            } catch (StatusRuntimeException e) {
                err.println("sluice: " + connection.explain(e));
                return ExitCodes.UNREACHABLE;
            }
        }
    }

    private List<OpenGate> open(TemporalConnection connection, PrintWriter err) {
        boolean filtered = connection.searchAttributes().keySet().containsAll(RunAttributes.NAMES);
        if (!filtered) {
            err.println("Sluice's search attributes are not registered: every running gate is asked."
                    + " `sluice doctor` prints the command that registers them.");
        }
        TemporalGates gates =
                new TemporalGates(connection.client(SluicePlugin.newBuilder().build()));
        // A gate that began before they were registered has none: it is found once it runs again.
        return new Inbox(gates, Clock.systemUTC()).open(filtered ? Inbox.FILTERED : Inbox.ALL, limit);
    }
}
