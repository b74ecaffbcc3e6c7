package io.sluice.definitions.registry.form;

import io.sluice.definitions.expression.DerivedExpression;
import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Project;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The form of a feature. */
final class FeatureForms {
    /** Raised when an aggregation gives another value for the same rows. */
    private static final int ALGEBRA = 1;

    /** What filters and values are written in; raised when the same text means something else. */
    private static final String DIALECT = "spark-sql-3.5-try-2";

    /** What derived features are written in. */
    private static final String DERIVED_DIALECT = "derived-2";

    private FeatureForms() {}

    static Form feature(Project project, Feature feature) {
        Form form = new Form().means("entity", feature.entity());
        project.entity(feature.entity()).ifPresent(entity -> form.means("entity.keys", Forms.columns(entity.keys())));
        if (feature.isDerived()) {
            derived(form, project, feature);
        } else {
            computed(form, project, feature);
        }
        return form.means("null_policy", nullPolicy(feature.nullPolicy()))
                .says("serving.online", feature.online())
                .says("serving.offline", feature.offline())
                .says("description", feature.description())
                .says("tags", feature.tags())
                .says("owner", feature.owner());
    }

    private static void computed(Form form, Project project, Feature feature) {
        String source = Objects.requireNonNull(feature.source(), "source is null");
        form.means("source", source)
                .means("filters", filters(feature))
                .means("value", feature.value() == null ? null : new ExpressionText(feature.value()))
                .means("dialect", DIALECT);
        project.source(source).ifPresent(found -> SourceForms.values(form, "source.", found));
        Feature.Window window = feature.window();
        Aggregation aggregation = feature.aggregation();
        if (window == null || aggregation == null) {
            form.means("ttl", feature.ttl());
            return;
        }
        form.means("window", window.length() == null ? "lifetime" : window.length())
                .means("hop", window.hop())
                .means("update", window.update())
                .means("aggregation", aggregation.kind())
                .means("aggregation.n", aggregation.n() == 0 ? null : aggregation.n())
                .means("aggregation.edges", aggregation.edges().isEmpty() ? null : aggregation.edges())
                .means("scale", feature.scale())
                .means("max_distinct", aggregation.kind() == Aggregation.Kind.TOP_K ? feature.maxDistinct() : null)
                .means("algebra", ALGEBRA);
    }

    /** In any order, each once. */
    private static List<ExpressionText> filters(Feature feature) {
        Map<String, ExpressionText> filters = new TreeMap<>();
        feature.filters().stream()
                .map(ExpressionText::new)
                .forEach(filter -> filters.putIfAbsent(filter.canonical(), filter));
        return List.copyOf(filters.values());
    }

    private static void derived(Form form, Project project, Feature feature) {
        String expression = Objects.requireNonNull(feature.expression(), "expression is null");
        form.means("expression", new ExpressionText(expression)).means("dialect", DERIVED_DIALECT);
        for (String input : DerivedExpression.references(expression)) {
            form.means("feature." + input, Fingerprints.of(project, "feature", input));
        }
    }

    private static String nullPolicy(Feature.NullPolicy policy) {
        return switch (policy.kind()) {
            case FILL_ZERO -> "fill_zero";
            case NULL -> "null";
            case FILL -> "fill: " + policy.literal();
        };
    }
}
