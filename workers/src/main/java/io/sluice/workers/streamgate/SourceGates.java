package io.sluice.workers.streamgate;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.sluice.activities.gate.audit.Guards;
import io.sluice.activities.registry.RegisteredDefinitions;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.streamgate.IntervalGate;
import io.sluice.quality.audit.CountedGate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gates of sources as their streams evaluate them: the newest version when an app starts. */
public final class SourceGates {
    private static final Logger LOG = LoggerFactory.getLogger(SourceGates.class);

    private final Guards guards;
    private final ExpressionCompiler compiler;

    public SourceGates(Guards guards, ExpressionCompiler compiler) {
        this.guards = requireNonNull(guards, "guards is null");
        this.compiler = requireNonNull(compiler, "compiler is null");
    }

    /** The gate that a source names, or the one of its own expectations: the same in the batch lane. */
    public Gate newest(Source source) {
        String name = requireNonNullElse(source.gate(), RegisteredDefinitions.IMPLICIT);
        return guards.guard(name, "trusted." + source.name()).gate();
    }

    /**
     * What gives each task of an app over a source a gate of its own. What counting does not answer is logged by its id: it is
     * evaluated when the stream is certified.
     */
    public Supplier<IntervalGate> of(Source source) {
        Gate gate = newest(source);
        double limit = gate.policy().quarantineLimit();
        if (gate.expectations().isEmpty() && limit >= 1) {
            return () -> IntervalGate.NONE;
        }
        new CountedGate(gate.expectations(), limit, source, compiler)
                .atCertification()
                .forEach((id, why) -> LOG.info(
                        "Expectation {} of source {} is evaluated at certification, not in the stream: {}",
                        id,
                        source.name(),
                        why));
        return () -> new CountedGate(gate.expectations(), limit, source, compiler);
    }
}
