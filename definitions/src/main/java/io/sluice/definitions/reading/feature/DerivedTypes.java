package io.sluice.definitions.reading.feature;

import io.sluice.definitions.expression.DerivedExpression;
import io.sluice.definitions.expression.ExpressionException;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.reading.Scope;
import io.sluice.definitions.yaml.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Types derived features from their inputs, inputs first, and finds those that derive from themselves. */
public final class DerivedTypes {
    private final Map<String, TypedFeature> features;
    private final Scope scope;
    private final Map<String, @Nullable DataType> types = new LinkedHashMap<>();
    private final List<String> path = new ArrayList<>();

    private DerivedTypes(Map<String, TypedFeature> features, Scope scope) {
        this.features = features;
        this.scope = scope;
    }

    /**
     * Reports every derived feature whose expression does not fit its inputs or whose null policy does not fit its type.
     * Returns the types of all features that have one.
     */
    public static Map<String, DataType> check(Map<String, TypedFeature> features, Scope scope) {
        DerivedTypes types = new DerivedTypes(features, scope);
        Map<String, DataType> known = new LinkedHashMap<>();
        features.keySet().forEach(name -> types.type(name).ifPresent(type -> known.put(name, type)));
        return Collections.unmodifiableMap(known);
    }

    /** The features that a derived feature names; empty for any other and for an expression that cannot be parsed. */
    public static List<String> inputs(Feature feature) {
        if (!feature.isDerived()) {
            return List.of();
        }
        try {
            return DerivedExpression.references(Objects.requireNonNull(feature.expression(), "expression is null"));
        } catch (ExpressionException reported) {
            return List.of();
        }
    }

    /** Empty after an error, which is reported where it is. */
    private Optional<DataType> type(String name) {
        TypedFeature feature = features.get(name);
        if (feature == null) {
            return Optional.empty();
        }
        if (!feature.feature().isDerived()) {
            return Optional.ofNullable(feature.type());
        }
        if (!types.containsKey(name)) {
            types.put(name, (path.contains(name) ? cycle(feature) : derive(feature)).orElse(null));
        }
        return Optional.ofNullable(types.get(name));
    }

    private Optional<DataType> cycle(TypedFeature feature) {
        String name = feature.feature().name();
        List<String> members = new ArrayList<>(path.subList(path.indexOf(name), path.size()));
        members.add(name);
        feature.fields()
                .wrong("expression", "feature " + name + " derives from itself: " + String.join(" → ", members));
        return Optional.empty();
    }

    private Optional<DataType> derive(TypedFeature feature) {
        Text expression = feature.fields().text("expression").orElse(null);
        if (expression == null) {
            return Optional.empty();
        }
        List<Column> inputs = new ArrayList<>();
        path.add(feature.feature().name());
        boolean complete = true;
        for (String input : inputs(feature.feature())) {
            Optional<DataType> type = type(input);
            type.ifPresent(found -> inputs.add(new Column(input, found)));
            complete &= type.isPresent() || !scope.drafts().declares("feature", input);
        }
        path.remove(path.size() - 1);
        return complete ? compile(feature, expression, inputs) : Optional.empty();
    }

    private Optional<DataType> compile(TypedFeature feature, Text expression, List<Column> inputs) {
        try {
            DataType type = DerivedExpression.type(expression.value(), withOthers(inputs));
            NullPolicyReader.check(feature.fields(), feature.feature().nullPolicy(), type);
            return Optional.of(type);
        } catch (ExpressionException wrong) {
            scope.findings().add(expression.at(wrong.position()), String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    /** The other features, so that the error about an unknown one can suggest them. */
    private List<Column> withOthers(List<Column> inputs) {
        List<Column> columns = new ArrayList<>(inputs);
        for (TypedFeature other : features.values()) {
            String name = other.feature().name();
            DataType type = other.type();
            if (type != null && inputs.stream().noneMatch(input -> input.name().equals(name))) {
                columns.add(new Column(name, type));
            }
        }
        return columns;
    }
}
