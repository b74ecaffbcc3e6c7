package io.sluice.workers.cli;

import io.sluice.workers.connection.TemporalConnection;
import io.sluice.workers.doctor.Check;
import io.sluice.workers.doctor.Checks;
import io.sluice.workers.doctor.Finding;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice doctor}: checks the installation and prints the command that mends each finding. */
@Command(
        name = "doctor",
        description =
                "Checks server, namespace, search attributes, workers, Kafka, Redis, catalog, sources and Java, and prints the"
                        + " command that mends each finding.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "print the findings as JSON")
    private boolean json;

    @Override
    public Integer call() {
        try (TemporalConnection connection = TemporalConnection.load()) {
            List<Finding> findings = Checks.all(config.load(), connection).stream()
                    .map(Check::run)
                    .flatMap(List::stream)
                    .toList();
            System.out.println(json ? Json.pretty(findings) : text(findings));
            return findings.stream().anyMatch(finding -> finding.state() == Finding.State.FAILED)
                    ? ExitCodes.NO
                    : ExitCodes.OK;
        }
    }

    private static String text(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append("%-7s  %-24s %s%n".formatted(finding.state(), finding.subject(), finding.detail()));
            if (!finding.mend().isEmpty()) {
                text.append("%-7s  %-24s mend: %s%n".formatted("", "", finding.mend()));
            }
        }
        return text.toString().stripTrailing();
    }
}
