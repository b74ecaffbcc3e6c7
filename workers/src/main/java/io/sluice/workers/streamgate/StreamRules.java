package io.sluice.workers.streamgate;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.sluice.activities.registry.RegisteredDefinitions;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.quality.audit.CountedGate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where each rule of the gate of a stream is evaluated, as people read it. */
public final class StreamRules {
    private StreamRules() {}

    /** Some lines for each stream of a project whose gate has rules; compiles their conditions, which takes seconds. */
    public static List<String> of(Project project, ExpressionCompiler compiler) {
        List<String> lines = new ArrayList<>();
        project.sources().stream()
                .filter(source -> source.stream() != null)
                .forEach(source -> lines.addAll(of(source, gate(project, source), compiler)));
        return lines;
    }

    private static Gate gate(Project project, Source source) {
        return source.gate() == null
                ? new Gate(RegisteredDefinitions.IMPLICIT, source.expectations(), Gate.Policy.defaults())
                : project.gate(requireNonNull(source.gate())).orElseThrow();
    }

    private static List<String> of(Source source, Gate gate, ExpressionCompiler compiler) {
        List<Expectation> all = gate.expectations();
        double limit = gate.policy().quarantineLimit();
        if (all.isEmpty() && limit >= 1) {
            return List.of();
        }
        CountedGate counted = new CountedGate(all, limit, source, compiler);
        String rows = all.stream()
                .filter(expectation -> expectation.rows() == RowAction.QUARANTINE)
                .map(Expectation::id)
                .collect(Collectors.joining(", "));
        String later = counted.atCertification().entrySet().stream()
                .map(rule -> "%s (%s)".formatted(rule.getKey(), rule.getValue()))
                .collect(Collectors.joining(", "));
        return List.of(
                "stream %s, gate %s:".formatted(source.name(), requireNonNullElse(source.gate(), gate.name())),
                "  each row, where it is accepted: " + orNothing(rows),
                "  each interval, at checkpoints: " + orNothing(String.join(", ", counted.atCheckpoints())),
                "  each day, when it is certified: all of these"
                        + but(counted.atCheckpointsOnly())
                        + (later.isEmpty() ? "" : ", and " + later));
    }

    private static String but(List<String> flowing) {
        return flowing.isEmpty() ? "" : " but " + String.join(", ", flowing) + " (about the flow, not about days)";
    }

    private static String orNothing(String names) {
        return names.isEmpty() ? "nothing" : names;
    }
}
