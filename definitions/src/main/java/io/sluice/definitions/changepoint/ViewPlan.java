package io.sluice.definitions.changepoint;

import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.View;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view compiled for evaluation: what each source gives to which feature.
 *
 * @param features in the order of the view
 * @param sources by name
 */
public record ViewPlan(View view, Entity entity, List<FeaturePlan> features, List<SourcePlan> sources)
        implements Serializable {
    /**
     * A feature with its type.
     *
     * @param type of the finished value
     * @param inputType of the value expression; null when rows are counted and for derived features
     * @param source index into {@link ViewPlan#sources()}; -1 for a derived feature
     */
    public record FeaturePlan(
            Feature feature, DataType type, @Nullable DataType inputType, int source) implements Serializable {}

    /** A source with what its rows give to the view; {@link SourceRow} arrays are aligned with {@code inputs}. */
    public record SourcePlan(Source source, List<Input> inputs) implements Serializable {
        public SourcePlan {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * What a row of a source gives to one feature.
     *
     * @param feature index into {@link ViewPlan#features()}
     * @param filters all must be true
     * @param value null: rows are counted
     */
    public record Input(
            int feature, List<String> filters, @Nullable String value) implements Serializable {
        public Input {
            filters = List.copyOf(filters);
        }
    }

    public ViewPlan {
        features = List.copyOf(features);
        sources = List.copyOf(sources);
    }
}
