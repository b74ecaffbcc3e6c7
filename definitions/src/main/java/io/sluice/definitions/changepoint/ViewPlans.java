package io.sluice.definitions.changepoint;

import io.sluice.definitions.aggregation.Aggregations;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.ViewPlan.Input;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.expression.DerivedExpression;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.View;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compiles a view of a valid project into what the kernel and the engines evaluate. Deterministic. */
public final class ViewPlans {
    private final Project project;
    private final View view;
    private final ExpressionCompiler compiler;
    private final List<Feature> features;
    private final List<Source> sources;

    private ViewPlans(Project project, View view, ExpressionCompiler compiler) {
        this.project = project;
        this.view = view;
        this.compiler = compiler;
        this.features = view.features().stream()
                .map(name -> project.feature(name).orElseThrow(missing("feature", name)))
                .toList();
        this.sources = features.stream()
                .map(Feature::source)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .map(name -> project.source(name).orElseThrow(missing("source", name)))
                .toList();
    }

    /**
     * Compiles a view: features by name, sources by name, types of all values.
     *
     * @throws io.sluice.definitions.expression.ExpressionException when an expression does not compile; not for a
     *     project that {@link io.sluice.definitions.reading.ProjectParser} accepted
     */
    public static ViewPlan compile(Project project, View view, ExpressionCompiler compiler) {
        return new ViewPlans(project, view, compiler).plan();
    }

    private ViewPlan plan() {
        Entity entity = project.entity(view.entity()).orElseThrow(missing("entity", view.entity()));
        List<FeaturePlan> plans = new ArrayList<>();
        for (Feature feature : features) {
            plans.add(feature.isDerived() ? derived(feature) : computed(feature));
        }
        return new ViewPlan(
                view, entity, plans, sources.stream().map(this::source).toList());
    }

    private FeaturePlan computed(Feature feature) {
        int index = indexOf(feature);
        DataType input = inputType(feature, sources.get(index));
        DataType type = feature.aggregation() == null
                ? Objects.requireNonNull(input, "value is null")
                : Aggregations.resultType(feature.aggregation(), input, feature.scale());
        return new FeaturePlan(feature, type, input, index);
    }

    private FeaturePlan derived(Feature feature) {
        return new FeaturePlan(feature, typeOf(feature), null, -1);
    }

    /** A derived feature has the type that its expression gives over the types of its inputs. */
    private DataType typeOf(Feature feature) {
        if (!feature.isDerived()) {
            return computed(feature).type();
        }
        String expression = Objects.requireNonNull(feature.expression(), "expression is null");
        List<Column> inputs = new ArrayList<>();
        for (String input : DerivedExpression.references(expression)) {
            Feature found = features.stream()
                    .filter(candidate -> candidate.name().equals(input))
                    .findFirst()
                    .orElseThrow(missing("feature in view " + view.name() + ":", input));
            inputs.add(new Column(input, typeOf(found)));
        }
        return DerivedExpression.type(expression, inputs);
    }

    private @Nullable DataType inputType(Feature feature, Source source) {
        return feature.value() == null
                ? null
                : compiler.compile(feature.value(), source.schema()).type();
    }

    private SourcePlan source(Source source) {
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            if (source.name().equals(feature.source())) {
                inputs.add(new Input(i, feature.filters(), feature.value()));
            }
        }
        return new SourcePlan(source, inputs);
    }

    private int indexOf(Feature feature) {
        return sources.stream().map(Source::name).toList().indexOf(feature.source());
    }

    private static Supplier<NoSuchElementException> missing(String kind, String name) {
        return () -> new NoSuchElementException("The project has no " + kind + " " + name);
    }
}
