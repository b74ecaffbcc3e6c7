package io.sluice.activities.equality;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.certify.CertifiedEquality;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.stream.Incarnations;
import io.sluice.activities.stream.StreamDefinitions;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.equality.CertifiedEqualityActivities;
import io.sluice.workflows.equality.EqualityFound;
import io.sluice.workflows.equality.EqualityNumbers;
import io.sluice.workflows.equality.EqualityRequest;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.stream.PlannedView;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;

/** Comparisons of certified days, on Spark and Iceberg. */
public final class CertifiedEqualityActivitiesImpl implements CertifiedEqualityActivities {
    private final Spark spark;
    private final Lake lake;
    private final StreamDefinitions definitions;
    private final ExpressionCompiler compiler;

    public CertifiedEqualityActivitiesImpl(
            Spark spark, Lake lake, StreamDefinitions definitions, ExpressionCompiler compiler) {
        this.spark = requireNonNull(spark, "spark is null");
        this.lake = requireNonNull(lake, "lake is null");
        this.definitions = requireNonNull(definitions, "definitions is null");
        this.compiler = requireNonNull(compiler, "compiler is null");
    }

    @Override
    public EqualityFound compareCertified(EqualityRequest request) {
        IncarnationRow begun = new Incarnations(new SystemTables(lake))
                .newest(request.source())
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "Stream %s was never begun: start StreamLane for it first".formatted(request.source()),
                        FailureTypes.NOT_FOUND));
        DefinitionRef ref = new DefinitionRef("source", begun.source(), begun.version(), begun.fingerprint());
        CertifiedTally tally = new CertifiedTally(views(request, ref));
        CertifiedEquality equality = new CertifiedEquality(lake, definitions.source(ref), begun);
        // a session is not started for nothing
        CertifiedEquality.Found found = equality.hasDays()
                ? spark.run(
                        "compare certified days of " + request.source(),
                        session -> equality.compare(session, request.days(), tally))
                : new CertifiedEquality.Found(List.of(), List.of());
        List<EqualityNumbers> numbers = found.days().isEmpty() ? List.of() : tally.numbers(found.days());
        new EqualityRecords(lake).write(request, "certified", numbers);
        return EqualityFound.of(numbers, uncompared(request.source(), found));
    }

    private List<FeatureRows> views(EqualityRequest request, DefinitionRef ref) {
        List<FeatureRows> views = new ArrayList<>();
        for (PlannedView planned : request.views()) {
            ViewPlan plan = definitions.plan(planned.view(), ref);
            for (int index = 0; index < plan.sources().size(); index++) {
                Source source = plan.sources().get(index).source();
                if (source.name().equals(ref.name())) {
                    String name = planned.view().name() + "_" + planned.view().version();
                    views.add(new FeatureRows(name, plan, index, compiler));
                }
            }
        }
        return views;
    }

    private static List<String> uncompared(String source, CertifiedEquality.Found found) {
        if (!found.waiting().isEmpty()) {
            return List.of("%s: %s of %s %s to be certified again"
                    .formatted(
                            FeatureTally.CHECK,
                            String.join(", ", found.waiting()),
                            source,
                            found.waiting().size() == 1 ? "waits" : "wait"));
        }
        return found.days().isEmpty()
                ? List.of("%s: no day of %s is certified yet; start StreamCertification"
                        .formatted(FeatureTally.CHECK, source))
                : List.of();
    }
}
