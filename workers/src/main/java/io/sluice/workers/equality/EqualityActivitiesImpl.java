package io.sluice.workers.equality;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.equality.EqualityRecords;
import io.sluice.activities.heartbeat.Heartbeats;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.stream.Incarnations;
import io.sluice.activities.stream.StreamDefinitions;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.equality.EqualityActivities;
import io.sluice.workflows.equality.EqualityFound;
import io.sluice.workflows.equality.EqualityNumbers;
import io.sluice.workflows.equality.EqualityRequest;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.stream.PlannedView;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.iceberg.expressions.Expressions;

/** Compares the lanes of one stream, view by view, and records what was found; of everything else it only reads. */
public final class EqualityActivitiesImpl implements EqualityActivities {
    private final String bootstrapServers;
    private final StreamDefinitions definitions;
    private final ExpressionCompiler compiler;
    private final Lake lake;
    private final OnlineStore store;
    private final Heartbeats heartbeats;

    public EqualityActivitiesImpl(
            String bootstrapServers,
            StreamDefinitions definitions,
            ExpressionCompiler compiler,
            Lake lake,
            OnlineStore store,
            Heartbeats heartbeats) {
        this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers is null");
        this.definitions = requireNonNull(definitions, "definitions is null");
        this.compiler = requireNonNull(compiler, "compiler is null");
        this.lake = requireNonNull(lake, "lake is null");
        this.store = requireNonNull(store, "store is null");
        this.heartbeats = requireNonNull(heartbeats, "heartbeats is null");
    }

    @Override
    public EqualityFound compare(EqualityRequest request) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        AtomicBoolean cancelled = new AtomicBoolean();
        return heartbeats.during(context::heartbeat, () -> cancelled.set(true), () -> {
            List<String> uncompared = new ArrayList<>();
            List<EqualityNumbers> numbers = compare(request, uncompared, () -> {
                if (cancelled.get()) {
                    throw new CanceledFailure("The comparison was cancelled");
                }
                return true;
            });
            new EqualityRecords(lake).write(request, "lanes", numbers);
            return EqualityFound.of(numbers, uncompared);
        });
    }

    private List<EqualityNumbers> compare(EqualityRequest request, List<String> uncompared, BooleanSupplier wanted) {
        IncarnationRow begun = new Incarnations(new SystemTables(lake))
                .newest(request.source())
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "Stream %s was never begun: start StreamLane for it first".formatted(request.source()),
                        FailureTypes.NOT_FOUND));
        DefinitionRef ref = new DefinitionRef("source", begun.source(), begun.version(), begun.fingerprint());
        Source source = definitions.source(ref);
        ComparedStream stream = new ComparedStream(
                source,
                begun.rules(source),
                begun.logPartitions(),
                begun.history(),
                new SystemTables(lake).rejectedRanges().scan(Expressions.equal("source", source.name())));
        StreamComparison comparison = new StreamComparison(bootstrapServers, lake, store, compiler, wanted);
        Sampling sampling = Sampling.of(request.entities(), request.seed());
        Tally tally = new Tally();
        for (PlannedView planned : request.views()) {
            view(planned, ref).ifPresent(view -> uncompared.addAll(comparison.compare(view, stream, sampling, tally)));
        }
        if (request.views().isEmpty()) {
            uncompared.add("E1, E2: no view reads " + request.source());
        }
        return tally.numbers();
    }

    private Optional<CheckedView> view(PlannedView planned, DefinitionRef source) {
        ViewPlan plan = definitions.plan(planned.view(), source);
        for (int index = 0; index < plan.sources().size(); index++) {
            if (plan.sources().get(index).source().name().equals(source.name())) {
                int version = Integer.parseInt(planned.view().version().substring(1));
                return Optional.of(new CheckedView(plan, index, version));
            }
        }
        return Optional.empty();
    }
}
